# Found once, here, so that a missing package is told at once and with the way to mend it. Each library is linked PRIVATE
# by the one folder that owns it.
function(taizhang_find name)
  find_package(${name} ${ARGN} QUIET)
  if(NOT ${name}_FOUND)
    message(FATAL_ERROR "The package ${name} is missing. Run tools/setup, which installs what taizhang needs.")
  endif()
endfunction()

# macro-like on purpose: imported targets must be visible everywhere
set(CMAKE_FIND_PACKAGE_TARGETS_GLOBAL ON)
taizhang_find(Boost 1.81 CONFIG COMPONENTS headers json url)
taizhang_find(RocksDB CONFIG)
taizhang_find(cppzmq CONFIG)
taizhang_find(cereal CONFIG)
taizhang_find(CLI11 CONFIG)
taizhang_find(fmt CONFIG)
taizhang_find(spdlog CONFIG)
taizhang_find(tomlplusplus CONFIG)
taizhang_find(pugixml CONFIG)
taizhang_find(OpenSSL)
taizhang_find(Threads)
taizhang_find(GTest)
find_package(PkgConfig REQUIRED)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET GLOBAL libsodium)
pkg_check_modules(XLSXWRITER REQUIRED IMPORTED_TARGET GLOBAL xlsxwriter)
pkg_check_modules(LIBZIP REQUIRED IMPORTED_TARGET GLOBAL libzip)
pkg_check_modules(SQLITE REQUIRED IMPORTED_TARGET GLOBAL sqlite3)

# Boost.Asio and Beast are compiled once each, in src/server, not in every unit that includes them.
add_compile_definitions(BOOST_ASIO_SEPARATE_COMPILATION BOOST_BEAST_SEPARATE_COMPILATION BOOST_ASIO_NO_DEPRECATED)
