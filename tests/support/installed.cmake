# Installs the build into a folder of its own and plays the demo from an empty one: it must find its labels, and leave
# nothing where it was started.
set(prefix ${BUILD}/installed/prefix)
set(elsewhere ${BUILD}/installed/elsewhere)
file(REMOVE_RECURSE ${BUILD}/installed)
file(MAKE_DIRECTORY ${elsewhere})
execute_process(COMMAND ${CMAKE_COMMAND} --install ${BUILD} --prefix ${prefix} OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${prefix}/bin/dockhand demo --out ${BUILD}/installed/demo
                WORKING_DIRECTORY ${elsewhere} COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${prefix}/bin/dockhand-hub --help OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
file(GLOB left ${elsewhere}/*)
if(left)
  message(FATAL_ERROR "the demo left ${left} where it was started")
endif()
foreach(file share/dockhand/demo/items.csv share/doc/dockhand/README.md share/doc/dockhand/LICENSE)
  if(NOT EXISTS ${prefix}/${file})
    message(FATAL_ERROR "${file} was not installed")
  endif()
endforeach()
