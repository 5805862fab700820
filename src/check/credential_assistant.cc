#include <array>
#include <string>

#include "check/all.h"

namespace packwarden {
namespace {

constexpr std::array<std::string_view, 13> kNames = {
    ".claude/",        ".codex/",   ".gemini/",         ".continue/", ".windsurf/",
    ".copilot/",       ".aider*",   ".cursor/mcp.json", ".mcp.json",  ".claude.json",
    "claude.local.md", "agents.md", "claude.md"};

bool holds(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

/// Instructions that projects write for every assistant.
bool is_instruction(const CheckedFile& file) {
  return file.name() == "agents.md" || file.name() == "claude.md";
}

/// What an assistant remembers, and another copy of the work.
bool is_memory(const CheckedFile& file) {
  return has_directory(file.folded(), "worktrees") || holds(file.name(), "chat.history") ||
         holds(file.name(), "input.history") || file.name() == "history.jsonl";
}

/// A file of settings that is called so; guides are called so, too.
bool is_login(const CheckedFile& file) {
  if (file.is_documentation() || file.is_code()) return false;
  return holds(file.name(), "auth") || holds(file.name(), "credentials") ||
         file.name() == ".claude.json";
}

void run(const CheckedFile& file, FileHits& hits) {
  if (is_memory(file)) {
    return hits.add({Severity::high, "It is what an assistant worked on.", ""});
  }
  if (is_instruction(file)) {
    const bool is_in_root = file.name() == file.folded();
    if (is_in_root) hits.add({Severity::note, "It may be meant for users.", ""});
    return;
  }
  if (is_login(file)) return hits.add({Severity::high, "Its name speaks of a login.", ""});
  hits.add();
}

}  // namespace

const FileCheck kCredentialAssistant = {
    {"cred-ai-assistant-config", Severity::medium, "Settings of a coding assistant",
     "They are of one person and machine: what an assistant may do there, and keys of the tools "
     "that it uses.",
     "Keep `{path}` out of the package: list what ships in `files`, or its directory in "
     "`.npmignore`. List it in `files` by name if it is meant to ship."},
    Reach::named,
    kNames,
    run,
    {},
    Joined::by_directory};

}  // namespace packwarden
