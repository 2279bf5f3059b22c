# Flags on one interface target, and the functions that declare rooms, plugins and tests.

option(TALLY_WERROR "Warnings are errors" OFF)
set(TALLY_SANITIZE "" CACHE STRING "Sanitizers, as for -fsanitize= (address,undefined or thread)")
option(TALLY_COVERAGE "Measure coverage" OFF)
option(TALLY_FUZZ "Build the fuzz targets with libFuzzer (clang)" OFF)

add_library(tally_flags INTERFACE)
target_compile_features(tally_flags INTERFACE c_std_17)
target_compile_definitions(tally_flags INTERFACE _GNU_SOURCE)
target_compile_options(tally_flags INTERFACE
  -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wpointer-arith -Wwrite-strings
  -fno-strict-overflow)
if(TALLY_WERROR)
  target_compile_options(tally_flags INTERFACE -Werror)
endif()
if(TALLY_SANITIZE)
  target_compile_options(tally_flags INTERFACE -fsanitize=${TALLY_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(tally_flags INTERFACE -fsanitize=${TALLY_SANITIZE})
endif()
if(TALLY_COVERAGE)
  target_compile_options(tally_flags INTERFACE --coverage)
  target_link_options(tally_flags INTERFACE --coverage)
endif()
if(TALLY_FUZZ)
  target_compile_options(tally_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()
set(CMAKE_C_VISIBILITY_PRESET hidden)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

# tally_room(NAME BELOW rooms... SOURCES files... [LIBRARIES libs...])
# Headers are included as "room/file.h". The folder that makes this work holds one link, to this room, and is handed only to
# targets that link the room: including upward or sideways does not compile.
function(tally_room name)
  cmake_parse_arguments(ROOM "" "" "BELOW;SOURCES;LIBRARIES" ${ARGN})
  set(doors "${PROJECT_BINARY_DIR}/rooms/${name}")
  file(MAKE_DIRECTORY "${doors}")
  file(CREATE_LINK "${CMAKE_CURRENT_SOURCE_DIR}" "${doors}/${name}" SYMBOLIC)
  add_library(${name} STATIC ${ROOM_SOURCES})
  target_include_directories(${name} PUBLIC "${doors}")
  target_link_libraries(${name} PUBLIC tally_flags ${ROOM_BELOW} PRIVATE ${ROOM_LIBRARIES})
endfunction()

# tally_plugin(NAME SOURCES files...): a work area, built where the program finds it by its bare name.
function(tally_plugin name)
  cmake_parse_arguments(PLUGIN "" "" "SOURCES" ${ARGN})
  add_library(plugin_${name} MODULE ${PLUGIN_SOURCES})
  target_link_libraries(plugin_${name} PRIVATE tally_flags tally_contract)
  set_target_properties(plugin_${name} PROPERTIES PREFIX "" OUTPUT_NAME ${name}
    LIBRARY_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/plugins")
  install(TARGETS plugin_${name} LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}/tally)
endfunction()

# tally_test(NAME ROOMS rooms... SOURCES files...): a cmocka program, one for each unit.
function(tally_test name)
  cmake_parse_arguments(TEST "" "" "ROOMS;SOURCES;LIBRARIES" ${ARGN})
  add_executable(${name} ${TEST_SOURCES})
  target_link_libraries(${name} PRIVATE ${TEST_ROOMS} tally_flags ${TEST_LIBRARIES} cmocka)
  target_compile_definitions(${name} PRIVATE TALLY_SOURCE_DIR="${PROJECT_SOURCE_DIR}" TALLY_BINARY_DIR="${PROJECT_BINARY_DIR}")
  add_test(NAME ${name} COMMAND ${name})
endfunction()
