# Libraries: from Debian where it has them, else from vendor/ (see scripts/setup).
set(VENDOR ${CMAKE_SOURCE_DIR}/vendor)
if(NOT EXISTS ${VENDOR}/openvino/cmake/OpenVINOConfig.cmake)
    message(FATAL_ERROR "vendor/ is not set up: run scripts/setup")
endif()

find_package(PkgConfig REQUIRED)
pkg_check_modules(FFMPEG REQUIRED IMPORTED_TARGET libavformat libavcodec libavutil libswscale libswresample)
pkg_check_modules(UTF8PROC REQUIRED IMPORTED_TARGET libutf8proc)

# Debian's opencv config names every module, installed or not: take the two libraries that are used.
find_path(OPENCV_INCLUDE opencv2/imgproc.hpp PATH_SUFFIXES opencv4 REQUIRED)
find_library(OPENCV_CORE opencv_core REQUIRED)
find_library(OPENCV_IMGPROC opencv_imgproc REQUIRED)
add_library(opencv INTERFACE)
target_include_directories(opencv SYSTEM INTERFACE ${OPENCV_INCLUDE})
target_link_libraries(opencv INTERFACE ${OPENCV_IMGPROC} ${OPENCV_CORE})

# Debian's description of PocketSphinx names folders that do not exist, and a library for microphones.
find_path(POCKETSPHINX_INCLUDE pocketsphinx/pocketsphinx.h REQUIRED)
find_path(SPHINXBASE_INCLUDE sphinxbase/fsg_model.h REQUIRED)
find_library(POCKETSPHINX pocketsphinx REQUIRED)
find_library(SPHINXBASE sphinxbase REQUIRED)
find_path(POCKETSPHINX_MODELS en-us/cmudict-en-us.dict PATH_SUFFIXES share/pocketsphinx/model REQUIRED)
add_library(pocketsphinx INTERFACE)
target_include_directories(pocketsphinx SYSTEM INTERFACE
    ${POCKETSPHINX_INCLUDE} ${POCKETSPHINX_INCLUDE}/pocketsphinx ${SPHINXBASE_INCLUDE})
target_link_libraries(pocketsphinx INTERFACE ${POCKETSPHINX} ${SPHINXBASE})

find_package(Eigen3 REQUIRED NO_MODULE)
find_package(CLI11 REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(GTest REQUIRED)
find_package(benchmark REQUIRED)
find_package(Threads REQUIRED)
find_package(CURL REQUIRED)
find_package(OpenVINO REQUIRED COMPONENTS Runtime PATHS ${VENDOR}/openvino/cmake NO_DEFAULT_PATH)

add_library(sherpa-onnx SHARED IMPORTED)
set_target_properties(sherpa-onnx PROPERTIES
    IMPORTED_LOCATION ${VENDOR}/sherpa-onnx/lib/libsherpa-onnx-c-api.so
    INTERFACE_INCLUDE_DIRECTORIES ${VENDOR}/sherpa-onnx/include
    INTERFACE_LINK_OPTIONS -Wl,-rpath-link,${VENDOR}/sherpa-onnx/lib)

if(GANEMOTION_TRAINING)
    find_package(Torch REQUIRED)
    find_library(DLIB dlib REQUIRED)
endif()
