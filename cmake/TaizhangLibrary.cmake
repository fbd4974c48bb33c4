# taizhang_library(<name> [USES <taizhang targets>...] [OWNS <third-party targets>...])
#
# Makes the static library taizhang_<name> of every .cpp in the calling folder. USES is what the folder may include
# (public: a header may show it); OWNS are libraries that nobody else may see (private).
function(taizhang_library name)
  cmake_parse_arguments(ARG "" "" "USES;OWNS" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cpp")
  if(NOT sources)  # headers only
    add_library(taizhang_${name} INTERFACE)
    foreach(use IN LISTS ARG_USES)
      target_link_libraries(taizhang_${name} INTERFACE taizhang_${use})
    endforeach()
    return()
  endif()
  add_library(taizhang_${name} STATIC ${sources})
  foreach(use IN LISTS ARG_USES)
    target_link_libraries(taizhang_${name} PUBLIC taizhang_${use})
  endforeach()
  if(ARG_OWNS)
    target_link_libraries(taizhang_${name} PRIVATE ${ARG_OWNS})
  endif()
  # What is slow to parse is parsed twice in all: the vocabulary, and the vocabulary with the catalogue of events.
  if(name STREQUAL "events")
    target_precompile_headers(taizhang_events PRIVATE <taizhang/pch.hpp> <events/catalogue.hpp>)
    set_target_properties(taizhang_events PROPERTIES UNITY_BUILD OFF)  # its few files are long: side by side is quicker
  elseif("${ARG_USES}" STREQUAL "core")
    target_precompile_headers(taizhang_${name} REUSE_FROM taizhang_core)
  elseif(NOT name STREQUAL "core")
    target_precompile_headers(taizhang_${name} REUSE_FROM taizhang_events)
  endif()
endfunction()
