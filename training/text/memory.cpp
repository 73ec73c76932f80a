#include "training/text/memory.h"

#include <malloc.h>

namespace ganemotion::training {

void keep_memory() {
    mallopt(M_MMAP_THRESHOLD, 1 << 30);
    mallopt(M_TRIM_THRESHOLD, 2'000'000'000);
    mallopt(M_TOP_PAD, 512 << 20);
}

}  // namespace ganemotion::training
