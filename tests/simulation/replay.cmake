# Two runs of the same seeds, in two processes, must leave the same trace, byte for byte.
#   cmake -D SIMULATION=<binary> -D DIRECTORY=<for the traces> -P replay.cmake
foreach(run IN ITEMS first second)
  execute_process(COMMAND "${SIMULATION}" --seed 20140113 --seeds 6 --trace "${DIRECTORY}/${run}.trace" RESULT_VARIABLE failed)
  if(failed)
    message(FATAL_ERROR "the simulation failed; it printed the seed above")
  endif()
endforeach()
execute_process(COMMAND ${CMAKE_COMMAND} -E compare_files "${DIRECTORY}/first.trace" "${DIRECTORY}/second.trace"
  RESULT_VARIABLE differ)
if(differ)
  message(FATAL_ERROR "the same seeds played out differently: compare ${DIRECTORY}/first.trace with second.trace")
endif()
