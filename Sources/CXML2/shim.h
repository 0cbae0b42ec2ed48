// The HTML parser of libxml2 (HTML 4 with repairs), as far as Loep reads pages with it.
#ifndef CXML2_SHIM_H
#define CXML2_SHIM_H

#include <libxml/HTMLparser.h>
#include <libxml/tree.h>

/// Parses a page without messages and without the network; `encoding` may be NULL to trust the page.
/// Documents deeper or larger than libxml2's own limits come back cut short, never as a crash.
static inline xmlDocPtr cxml2_readHTML(const char *bytes, int length, const char *encoding) {
    return htmlReadMemory(bytes, length, NULL, encoding,
        HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_COMPACT);
}

/// The value of an attribute, to be freed with `cxml2_free`; NULL when it is absent.
static inline xmlChar *cxml2_attribute(xmlNodePtr node, const char *name) {
    return xmlGetProp(node, (const xmlChar *)name);
}

/// Frees a string of libxml2.
static inline void cxml2_free(void *pointer) { xmlFree(pointer); }

#endif
