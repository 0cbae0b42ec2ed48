// SPDX-License-Identifier: Apache-2.0
// Counts allocations of the benchmark by standing before the allocator of glibc, which still offers its own names.
#include "allocations.h"
#include <stdlib.h>

#if defined(__GLIBC__)
static long allocations;

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *block, size_t size);

void *malloc(size_t size) {
    __atomic_fetch_add(&allocations, 1, __ATOMIC_RELAXED);
    return __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
    __atomic_fetch_add(&allocations, 1, __ATOMIC_RELAXED);
    return __libc_calloc(count, size);
}

void *realloc(void *block, size_t size) {
    __atomic_fetch_add(&allocations, 1, __ATOMIC_RELAXED);
    return __libc_realloc(block, size);
}

long loep_allocation_count(void) { return __atomic_load_n(&allocations, __ATOMIC_RELAXED); }
#else
long loep_allocation_count(void) { return 0; }
#endif
