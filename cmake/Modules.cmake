# ganemotion_module(NOUN SOURCES a.cpp b.cpp DEPENDS x y): the static library ganemotion_NOUN of this folder.
# Sources include each other from src/ ("media/picture.h") and the public headers from include/.
function(ganemotion_module noun)
    cmake_parse_arguments(MODULE "" "" "SOURCES;DEPENDS" ${ARGN})
    add_library(ganemotion_${noun} STATIC ${MODULE_SOURCES})
    target_include_directories(ganemotion_${noun} PUBLIC ${CMAKE_SOURCE_DIR}/include ${CMAKE_SOURCE_DIR}/src)
    target_link_libraries(ganemotion_${noun} PUBLIC ${MODULE_DEPENDS})
endfunction()

# ganemotion_test(NOUN SOURCES a_test.cpp DEPENDS x y): the test program NOUN_test of this folder.
# DATA is the folder of real clips and pictures beside the project; tests that need it skip where it is not there.
function(ganemotion_test noun)
    cmake_parse_arguments(TEST "" "" "SOURCES;DEPENDS" ${ARGN})
    add_executable(${noun}_test ${TEST_SOURCES})
    target_include_directories(${noun}_test PRIVATE ${CMAKE_SOURCE_DIR}/tests)
    target_link_libraries(${noun}_test PRIVATE ${TEST_DEPENDS} GTest::gtest_main)
    target_compile_definitions(${noun}_test PRIVATE
        PROJECT_FOLDER="${CMAKE_SOURCE_DIR}"
        SHARED_DATA_FOLDER="${CMAKE_SOURCE_DIR}/../shared/data")
    add_test(NAME ${noun} COMMAND ${noun}_test)
    set_tests_properties(${noun} PROPERTIES TIMEOUT 900)
endfunction()
