# SPDX-License-Identifier: GPL-3.0-or-later
# formats/<name>.cpp defines `const Exporter &<name>Exporter()`. The list of them is written here from the file names:
# objects that registered themselves would be left out by the linker, as nothing refers to them.
file(GLOB format_sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/formats/*.cpp)
set(format_declarations "")
set(format_references "")
foreach(source ${format_sources})
    get_filename_component(name ${source} NAME_WE)
    string(APPEND format_declarations "const Exporter &${name}Exporter();\n")
    string(APPEND format_references "        &${name}Exporter(),\n")
endforeach()
configure_file(${CMAKE_CURRENT_LIST_DIR}/formatlist.cpp.in ${CMAKE_CURRENT_BINARY_DIR}/formatlist.cpp @ONLY)
target_sources(poolwart_exporters PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/formatlist.cpp)

# Every file under resources/exporters is a template, to be read as :/exporters/<folder>/<file>.
set(template_folder ${CMAKE_SOURCE_DIR}/resources/exporters)
file(GLOB_RECURSE template_files CONFIGURE_DEPENDS ${template_folder}/*)
qt_add_resources(poolwart_exporters exporters PREFIX /exporters BASE ${template_folder} FILES ${template_files})
