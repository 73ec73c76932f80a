# Compiler settings for every target of the project.
find_program(CCACHE ccache)
if(CCACHE)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()

add_compile_options(-Wall -Wextra -Wpedantic -Werror -Wno-psabi)

# AVX2 is the baseline of the program; AVX512 is used only by the libraries that find it at run time.
add_compile_options(-march=x86-64-v3)

if(GANEMOTION_SANITIZE)
    add_compile_options(-fsanitize=address,undefined -fno-omit-frame-pointer)
    add_link_options(-fsanitize=address,undefined)
    add_library(sanitizers OBJECT cmake/sanitizers/dlopen.cpp)
    link_libraries(sanitizers)
endif()
