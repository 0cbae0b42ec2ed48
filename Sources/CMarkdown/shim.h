// SPDX-License-Identifier: Apache-2.0
// cmark-gfm, the CommonMark parser with the extensions of GitHub.
#ifndef CMARKDOWN_SHIM_H
#define CMARKDOWN_SHIM_H

#include <string.h>
#include <cmark-gfm.h>
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>

/// Registers the extensions; to be called once before the first parse.
static inline void cmarkdown_prepare(void) { cmark_gfm_core_extensions_ensure_registered(); }

/// Parses CommonMark with tables and struck-out text; to be freed with `cmark_node_free`.
static inline cmark_node *cmarkdown_parse(const char *bytes, size_t count) {
    cmark_parser *parser = cmark_parser_new(CMARK_OPT_DEFAULT);
    const char *names[] = {"table", "strikethrough"};
    for (int index = 0; index < 2; index++) {
        cmark_syntax_extension *extension = cmark_find_syntax_extension(names[index]);
        if (extension != NULL) cmark_parser_attach_syntax_extension(parser, extension);
    }
    cmark_parser_feed(parser, bytes, count);
    cmark_node *document = cmark_parser_finish(parser);
    cmark_parser_free(parser);
    return document;
}

/// Whether the node is a row, or the heading row, of a table.
static inline int cmarkdown_isTableRow(cmark_node *node) {
    const char *name = cmark_node_get_type_string(node);
    return name != NULL && (strcmp(name, "table_row") == 0 || strcmp(name, "table_header") == 0);
}

/// Whether the node is a cell of a table.
static inline int cmarkdown_isTableCell(cmark_node *node) {
    const char *name = cmark_node_get_type_string(node);
    return name != NULL && strcmp(name, "table_cell") == 0;
}

#endif
