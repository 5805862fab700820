# The program with its manual, completions and notices, as a Debian package and as a tarball: `cpack -B DIRECTORY` in the
# directory of a release build. SOURCE_DATE_EPOCH gives the times in them.
include(GNUInstallDirs)

set(shared ${CMAKE_CURRENT_BINARY_DIR}/shared)
add_custom_command(OUTPUT ${shared}/packwarden.1
  COMMAND ${CMAKE_COMMAND} -E make_directory ${shared}
  COMMAND packwarden man > ${shared}/packwarden.1
  COMMAND packwarden completions bash > ${shared}/packwarden.bash
  COMMAND packwarden completions zsh > ${shared}/_packwarden
  COMMAND packwarden completions fish > ${shared}/packwarden.fish
  DEPENDS packwarden COMMENT "Writing the manual and the completions")
add_custom_target(packwarden_shared DEPENDS ${shared}/packwarden.1)

install(TARGETS packwarden)
install(FILES ${shared}/packwarden.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${shared}/packwarden.bash RENAME packwarden
  DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES ${shared}/_packwarden DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions)
install(FILES ${shared}/packwarden.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
install(FILES README.md CHANGELOG.md LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES NOTICE RENAME copyright DESTINATION ${CMAKE_INSTALL_DOCDIR})

set(CPACK_GENERATOR DEB TGZ)
set(CPACK_PACKAGE_NAME packwarden)
set(CPACK_PACKAGE_CONTACT "the packwarden authors <packwarden@packwarden.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "shows what npm publish would upload, and finds the secrets in it")
set(CPACK_PACKAGE_FILE_NAME packwarden-${PROJECT_VERSION}-linux-${CMAKE_SYSTEM_PROCESSOR})
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
if(CMAKE_SYSTEM_PROCESSOR STREQUAL "aarch64")  # else it is that of the machine that builds
  set(CPACK_DEBIAN_PACKAGE_ARCHITECTURE arm64)
endif()
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS git)
set(CPACK_DEB_COMPONENT_INSTALL OFF)
include(CPack)
