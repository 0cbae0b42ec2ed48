// libicu renames its symbols by macro (u_errorName -> u_errorName_72), which Swift cannot see through.
// Each function Loep uses gets a static inline wrapper here, named cicu_ and the ICU name.
#ifndef CICU_SHIM_H
#define CICU_SHIM_H

#include <stdint.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/ucsdet.h>
#include <unicode/ucnv.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utext.h>
#include <unicode/utrans.h>

/// General category of a code point (UCharCategory).
static inline int8_t cicu_u_charType(UChar32 c) { return u_charType(c); }

#endif
