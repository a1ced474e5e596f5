# SPDX-License-Identifier: GPL-3.0-or-later
# The pages under resources/manual, to be read as :/manual/<language>/<topic>.md.
set(manual_folder ${CMAKE_SOURCE_DIR}/resources/manual)
file(GLOB_RECURSE manual_pages CONFIGURE_DEPENDS ${manual_folder}/*.md)
qt_add_resources(poolwart_manual manual PREFIX /manual BASE ${manual_folder} FILES ${manual_pages})
