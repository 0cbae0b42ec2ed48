// SPDX-License-Identifier: Apache-2.0
// libarchive as far as Loep reads compressed files and the zip containers of office documents with it.
#ifndef CARCHIVE_SHIM_H
#define CARCHIVE_SHIM_H

#include <archive.h>
#include <archive_entry.h>

/// A reader of one compressed stream: gzip, zstd, bzip2 or xz. NULL when memory is out.
static inline struct archive *carchive_newStream(void) {
    struct archive *archive = archive_read_new();
    if (archive == NULL) return NULL;
    archive_read_support_filter_gzip(archive);
    archive_read_support_filter_zstd(archive);
    archive_read_support_filter_bzip2(archive);
    archive_read_support_filter_xz(archive);
    archive_read_support_format_raw(archive);
    archive_read_support_format_empty(archive);
    return archive;
}

/// A reader of zip containers. NULL when memory is out.
static inline struct archive *carchive_newZip(void) {
    struct archive *archive = archive_read_new();
    if (archive != NULL) archive_read_support_format_zip(archive);
    return archive;
}

/// Moves to the next entry: 1 when there is one, 0 at the end, -1 when the data is broken.
static inline int carchive_next(struct archive *archive, struct archive_entry **entry) {
    int status = archive_read_next_header(archive, entry);
    if (status == ARCHIVE_OK || status == ARCHIVE_WARN) return 1;
    return status == ARCHIVE_EOF ? 0 : -1;
}

/// Whether the data went through a filter, that is, was compressed at all.
static inline int carchive_isCompressed(struct archive *archive) {
    return archive_filter_code(archive, 0) != ARCHIVE_FILTER_NONE;
}

#endif
