// SPDX-License-Identifier: Apache-2.0
// libicu renames its symbols by macro (u_errorName -> u_errorName_72), which Swift cannot see through.
// Each function Loep uses gets a static inline wrapper here, named cicu_ and the ICU name. A wrapper
// checks UErrorCode itself and tells failure by -1 or NULL, so Swift never handles a status.
#ifndef CICU_SHIM_H
#define CICU_SHIM_H

#include <stdbool.h>
#include <stdint.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utext.h>
#include <unicode/utrans.h>

// Properties

/// General category of a code point (UCharCategory).
static inline int8_t cicu_u_charType(UChar32 c) { return u_charType(c); }

/// Whether a code point is White_Space.
static inline bool cicu_isWhiteSpace(UChar32 c) { return u_hasBinaryProperty(c, UCHAR_WHITE_SPACE); }

/// Whether a code point is Extended_Pictographic: the base of an emoji sequence.
static inline bool cicu_isPictographic(UChar32 c) { return u_hasBinaryProperty(c, UCHAR_EXTENDED_PICTOGRAPHIC); }

/// Whether a code point is shown as an emoji without a variation selector.
static inline bool cicu_isEmojiPresentation(UChar32 c) { return u_hasBinaryProperty(c, UCHAR_EMOJI_PRESENTATION); }

/// Whether a code point is Grapheme_Extend.
static inline bool cicu_isExtend(UChar32 c) { return u_hasBinaryProperty(c, UCHAR_GRAPHEME_EXTEND); }

/// Word_Break property value (UWordBreakValues).
static inline int32_t cicu_wordBreak(UChar32 c) { return u_getIntPropertyValue(c, UCHAR_WORD_BREAK); }

/// Simple lower-case mapping of a code point.
static inline UChar32 cicu_u_tolower(UChar32 c) { return u_tolower(c); }

/// Simple case folding of a code point.
static inline UChar32 cicu_u_foldCase(UChar32 c) { return u_foldCase(c, U_FOLD_CASE_DEFAULT); }

// Normalisation

/// Full compatibility decomposition of a code point in UTF-16; -1 when it has none.
static inline int32_t cicu_compatibilityDecomposition(UChar32 c, uint16_t *out, int32_t capacity) {
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *form = unorm2_getNFKDInstance(&status);
    if (U_FAILURE(status)) return -1;
    int32_t count = unorm2_getDecomposition(form, c, (UChar *)out, capacity, &status);
    return U_FAILURE(status) ? -1 : count;
}

/// Canonical composite of two code points; negative when there is none.
static inline UChar32 cicu_composePair(UChar32 a, UChar32 b) {
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *form = unorm2_getNFCInstance(&status);
    return U_FAILURE(status) ? -1 : unorm2_composePair(form, a, b);
}

/// Normalises UTF-16 to NFC; returns the length needed, -1 on failure.
static inline int32_t cicu_normalizeNFC(const uint16_t *in, int32_t count, uint16_t *out, int32_t capacity) {
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *form = unorm2_getNFCInstance(&status);
    if (U_FAILURE(status)) return -1;
    int32_t needed = unorm2_normalize(form, (const UChar *)in, count, (UChar *)out, capacity, &status);
    return U_FAILURE(status) && status != U_BUFFER_OVERFLOW_ERROR ? -1 : needed;
}

// Case

/// Lower-cases UTF-16 by Dutch rules; returns the length needed, -1 on failure.
static inline int32_t cicu_lowercase(const uint16_t *in, int32_t count, uint16_t *out, int32_t capacity) {
    UErrorCode status = U_ZERO_ERROR;
    int32_t needed = u_strToLower((UChar *)out, capacity, (const UChar *)in, count, "nl", &status);
    return U_FAILURE(status) && status != U_BUFFER_OVERFLOW_ERROR ? -1 : needed;
}

/// Upper-cases UTF-16 by Dutch rules; returns the length needed, -1 on failure.
static inline int32_t cicu_uppercase(const uint16_t *in, int32_t count, uint16_t *out, int32_t capacity) {
    UErrorCode status = U_ZERO_ERROR;
    int32_t needed = u_strToUpper((UChar *)out, capacity, (const UChar *)in, count, "nl", &status);
    return U_FAILURE(status) && status != U_BUFFER_OVERFLOW_ERROR ? -1 : needed;
}

// Transforms

/// Opens a transliterator by its ID, or by rules when `rules` is not NULL; NULL on failure.
static inline void *cicu_utrans_open(
    const uint16_t *id, int32_t idCount, const uint16_t *rules, int32_t ruleCount
) {
    UErrorCode status = U_ZERO_ERROR;
    UTransliterator *opened = utrans_openU(
        (const UChar *)id, idCount, UTRANS_FORWARD, (const UChar *)rules, ruleCount, NULL, &status);
    return U_FAILURE(status) ? NULL : (void *)opened;
}

/// Closes a transliterator.
static inline void cicu_utrans_close(void *transliterator) { utrans_close((UTransliterator *)transliterator); }

/// Transliterates `count` units of `text` in place; returns the new length, the length needed when it is more
/// than `capacity` (the text is then spoilt), or -1 on failure.
static inline int32_t cicu_utrans_trans(void *transliterator, uint16_t *text, int32_t count, int32_t capacity) {
    UErrorCode status = U_ZERO_ERROR;
    int32_t length = count, limit = count;
    utrans_transUChars((UTransliterator *)transliterator, (UChar *)text, &length, capacity, 0, &limit, &status);
    if (status == U_BUFFER_OVERFLOW_ERROR || status == U_STRING_NOT_TERMINATED_WARNING) return length;
    return U_FAILURE(status) ? -1 : length;
}

// Charsets

/// Guesses the charset of `bytes`: writes its IANA name, returns the confidence 0 to 100, -1 on failure.
static inline int32_t cicu_detectCharset(const uint8_t *bytes, int32_t count, char *name, int32_t capacity) {
    UErrorCode status = U_ZERO_ERROR;
    UCharsetDetector *detector = ucsdet_open(&status);
    if (U_FAILURE(status)) return -1;
    int32_t confidence = -1;
    ucsdet_setText(detector, (const char *)bytes, count, &status);
    const UCharsetMatch *match = ucsdet_detect(detector, &status);
    if (U_SUCCESS(status) && match) {
        const char *found = ucsdet_getName(match, &status);
        confidence = ucsdet_getConfidence(match, &status);
        int32_t length = 0;
        while (found && found[length] && length < capacity - 1) { name[length] = found[length]; length++; }
        name[length] = 0;
        if (U_FAILURE(status)) confidence = -1;
    }
    ucsdet_close(detector);
    return confidence;
}

/// Converts `bytes` from `charset` to UTF-8; returns the length needed, -1 when there is no such charset and
/// -2 when the bytes are not of it.
static inline int64_t cicu_convertToUTF8(
    const char *charset, const uint8_t *bytes, int64_t count, uint8_t *out, int64_t capacity
) {
    UErrorCode status = U_ZERO_ERROR;
    UConverter *source = ucnv_open(charset, &status);
    if (U_FAILURE(status)) return -1;
    UConverter *target = ucnv_open("UTF-8", &status);
    if (U_FAILURE(status)) { ucnv_close(source); return -1; }
    ucnv_setToUCallBack(source, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &status);
    UChar pivot[1024];
    UChar *pivotSource = pivot, *pivotTarget = pivot;
    const char *from = (const char *)bytes, *fromEnd = from + count;
    char *to = (char *)out, *toEnd = to + capacity;
    ucnv_convertEx(
        target, source, &to, toEnd, &from, fromEnd, pivot, &pivotSource, &pivotTarget, pivot + 1024, 1, 1, &status);
    ucnv_close(target);
    ucnv_close(source);
    if (status == U_BUFFER_OVERFLOW_ERROR || U_FAILURE(status)) return -2;
    return to - (char *)out;
}

// Boundaries (UAX #29), for the conformance tests

/// Opens a word (`kind` 1) or sentence (`kind` 3) iterator over UTF-16, root locale; NULL on failure.
static inline void *cicu_ubrk_open(int32_t kind, const uint16_t *text, int32_t count) {
    UErrorCode status = U_ZERO_ERROR;
    UBreakIterator *opened = ubrk_open((UBreakIteratorType)kind, "", (const UChar *)text, count, &status);
    return U_FAILURE(status) ? NULL : (void *)opened;
}

/// The next boundary in UTF-16 units, -1 (UBRK_DONE) at the end.
static inline int32_t cicu_ubrk_next(void *iterator) { return ubrk_next((UBreakIterator *)iterator); }

/// Closes an iterator.
static inline void cicu_ubrk_close(void *iterator) { ubrk_close((UBreakIterator *)iterator); }

#endif
