#include <array>

#include "check/all.h"
#include "check/example_name.h"

namespace packwarden {
namespace {

constexpr std::array<std::string_view, 14> kNames = {
    ".bash_history",      ".zsh_history",    ".zhistory",     ".sh_history",    ".fish_history",
    ".node_repl_history", ".python_history", ".psql_history", ".mysql_history", ".sqlite_history",
    ".rediscli_history",  ".irb_history",    ".lesshst",      ".viminfo"};

void run(const CheckedFile& file, FileHits& hits) {
  if (file.bytes().empty()) return hits.add({Severity::medium, "It is empty.", ""});
  hits.add();
}

}  // namespace

const FileCheck kCredentialShellHistory = {
    {"cred-shell-history", Severity::high, "History of a shell",
     "Passwords and tokens are typed into shells; in a package it tells that a home directory was "
     "packed.",
     kKeepOut},
    Reach::named,
    kNames,
    run,
    {}};

}  // namespace packwarden
