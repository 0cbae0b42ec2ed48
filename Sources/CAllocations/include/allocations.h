// SPDX-License-Identifier: Apache-2.0
#ifndef LOEP_ALLOCATIONS_H
#define LOEP_ALLOCATIONS_H

/// Number of blocks this process has asked the allocator for so far, all threads together; 0 where it cannot be counted.
long loep_allocation_count(void);

#endif
