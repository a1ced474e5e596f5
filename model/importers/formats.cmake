# SPDX-License-Identifier: GPL-3.0-or-later
# As in model/exporters: formats/<name>.cpp defines `const Importer &<name>Importer()`, and the list is written from the names.
file(GLOB importer_sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/formats/*.cpp)
set(importer_declarations "")
set(importer_references "")
foreach(source ${importer_sources})
    get_filename_component(name ${source} NAME_WE)
    string(APPEND importer_declarations "const Importer &${name}Importer();\n")
    string(APPEND importer_references "        &${name}Importer(),\n")
endforeach()
configure_file(${CMAKE_CURRENT_LIST_DIR}/importerlist.cpp.in ${CMAKE_CURRENT_BINARY_DIR}/importerlist.cpp @ONLY)
target_sources(poolwart_importers PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/importerlist.cpp)
