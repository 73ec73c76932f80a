// OpenVINO's threading library opens others with RTLD_DEEPBIND, at which the address sanitizer ends the
// process. A dlopen of the program's own goes before the sanitizer's and takes that flag away. Libraries stay
// loaded, so that what they leak can be told by their name.
#include <dlfcn.h>

extern "C" void* dlopen(const char* file, int mode) {
    using Open = void* (*)(const char*, int);
    static const auto next = reinterpret_cast<Open>(dlsym(RTLD_NEXT, "dlopen"));
    return next(file, (mode & ~RTLD_DEEPBIND) | RTLD_NODELETE);
}

/// Of third parties, once a process.
extern "C" const char* __lsan_default_suppressions() {
    return "leak:libtbb\nleak:libhwloc\n";
}
