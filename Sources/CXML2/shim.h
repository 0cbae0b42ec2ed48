// SPDX-License-Identifier: Apache-2.0
// libxml2 as far as Loep reads with it: pages (HTML 4 with repairs) and XML, element by element.
#ifndef CXML2_SHIM_H
#define CXML2_SHIM_H

#include <libxml/HTMLparser.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlreader.h>

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

/// Reads XML without the network, without external files and without expanding entities in its text, which is what
/// small bombs are made of. `bytes` must outlive the reader.
static inline xmlTextReaderPtr cxml2_openXML(const char *bytes, int length) {
    return xmlReaderForMemory(bytes, length, NULL, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
}

/// The last thing libxml2 complained about on this thread; NULL when there is none.
static inline const char *cxml2_complaint(void) {
    const xmlError *error = xmlGetLastError();
    return error == NULL ? NULL : error->message;
}

/// Frees a string of libxml2.
static inline void cxml2_free(void *pointer) { xmlFree(pointer); }

#endif
