# g++ 12, Debian 12's default, destroys temporaries in co_await expressions twice (docs/decisions/001-compiler.md), so a
# build with it would corrupt memory in the server. Refuse it here rather than crash there.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  message(FATAL_ERROR "taizhang needs clang >= 19 or g++ >= 13, but the compiler is g++ ${CMAKE_CXX_COMPILER_VERSION}, "
    "which miscompiles coroutines. Use a preset (cmake --preset release), or -DCMAKE_CXX_COMPILER=clang++-19.")
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 19)
  message(FATAL_ERROR "taizhang needs clang >= 19, found ${CMAKE_CXX_COMPILER_VERSION}. Run tools/setup, then cmake --preset release.")
endif()
if(NOT CMAKE_SYSTEM_NAME STREQUAL "Linux")
  message(FATAL_ERROR "taizhang is built and tested on Linux only; this is ${CMAKE_SYSTEM_NAME}.")
endif()
if(CMAKE_SIZEOF_VOID_P LESS 8)
  message(FATAL_ERROR "taizhang needs a 64-bit target.")
endif()

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

set(TAIZHANG_SANITIZE "" CACHE STRING "Sanitizers, as -fsanitize= takes them: empty, 'address,undefined' or 'thread'")

set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")
add_compile_options(-Wall -Wextra -Wpedantic -Wswitch -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Wunused -Woverloaded-virtual
  -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  add_compile_options(-Xclang -fno-pch-timestamp)  # lets ccache keep objects that use a precompiled header
endif()
if(TAIZHANG_SANITIZE)
  add_compile_options(-fsanitize=${TAIZHANG_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${TAIZHANG_SANITIZE})
endif()

# Eight files at a time: what they all instantiate is instantiated once, which makes a build from nothing much quicker. OFF
# is kinder to who changes one file after the other.
option(TAIZHANG_UNITY "Compile the files of a folder together" ON)
set(CMAKE_UNITY_BUILD ${TAIZHANG_UNITY})
set(CMAKE_UNITY_BUILD_BATCH_SIZE 8)
if(TAIZHANG_UNITY)
  add_compile_options(-Wno-shadow)  # of what another file has in its own namespace; within a file, OFF tells
endif()

find_program(TAIZHANG_MOLD mold)
if(TAIZHANG_MOLD)
  add_link_options(-fuse-ld=mold)
endif()
find_program(TAIZHANG_CCACHE ccache)
if(TAIZHANG_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
    CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${TAIZHANG_CCACHE})
endif()
