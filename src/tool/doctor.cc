#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "match/database.h"
#include "npm/disk_tree.h"
#include "npm/manifest.h"
#include "policy/config.h"
#include "tool/printing.h"
#include "tool/repository_facts.h"
#include "tool/rows.h"

namespace packwarden {
namespace {

struct Texts {
  std::string directory = ".";
  bool json = false;
};

/// Whether something stands between a package and a registry.
enum class PublishState : std::uint8_t { guarded, open, never };

std::string_view name_of(PublishState state) {
  switch (state) {
    case PublishState::guarded:
      return "guarded";
    case PublishState::open:
      return "open";
    case PublishState::never:
      return "private";
  }
  return "";
}

struct Answer {
  Diagnosis diagnosis;
  PublishState state = PublishState::open;
};

PublishState state_of(const Diagnosis& diagnosis, const Json& manifest) {
  const bool is_guarded =
      std::any_of(diagnosis.guards.begin(), diagnosis.guards.end(),
                  [](const Guard& guard) { return guard.guarded == Guarded::publish; });
  if (is_guarded) return PublishState::guarded;
  const Json* is_private = manifest.find("private");
  const bool is_package = manifest.find("name") != nullptr;
  const bool is_kept = is_private != nullptr && is_private->truthy();
  return is_package && !is_kept ? PublishState::open : PublishState::never;
}

void add_policy_notes(const FileTree& tree, const Json& manifest, Diagnosis& out) {
  if (tree.lstat(std::string(kConfigName))) {
    out.notes.emplace_back(
        "There is a packwarden.json. Found in the package it can only make the audit stricter; an "
        "operator names it by --config.");
  }
  if (manifest.find("workspaces") != nullptr) {
    out.notes.emplace_back(
        "Each workspace has scripts of its own: packwarden doctor DIR. packwarden audit "
        "--workspaces audits all of them as one gate.");
  }
}

Result<Answer> diagnose(const std::string& directory) {
  TRY_ASSIGN(const auto tree, DiskTree::open(directory));
  const std::optional<Json> found = package_json_in(*tree);
  const Json manifest = found ? *found : Json(Json::Object());
  Answer out;
  Diagnosis& diagnosis = out.diagnosis;
  diagnosis.directory = directory;
  if (const Json* name = manifest.find("name"); name != nullptr && name->string() != nullptr) {
    diagnosis.package = *name->string();
  }
  diagnosis.manager = manager_of(directory).value_or(ManagerInUse());
  const RepositoryFacts facts = repository_facts(directory);
  diagnosis.notes = facts.notes;
  if (engines().front() == EngineKind::re2) {
    diagnosis.notes.emplace_back(
        "This packwarden was built without Hyperscan. Its engine, re2, finds the same.");
  }
  const std::string npmrc = tree->read(".npmrc", kMaxConfigBytes).value_or("");
  // Where npm refuses the file, nothing is published.
  const ProjectSettings settings =
      parse_project_settings(npmrc, ".npmrc").value_or(ProjectSettings());
  diagnose_scripts(manifest, settings, diagnosis);
  diagnose_ci(facts.ci, manifest, diagnosis);
  diagnose_hooks(facts.git, manifest, diagnosis);
  add_policy_notes(*tree, manifest, diagnosis);
  out.state = state_of(diagnosis, manifest);
  return out;
}

Json json_of(const Answer& answer) {
  const Diagnosis& diagnosis = answer.diagnosis;
  Json::Array guards;
  for (const Guard& guard : diagnosis.guards) {
    guards.push_back(Json::Object{
        {"guards", name_of(guard.guarded)}, {"where", guard.where}, {"what", guard.what}});
  }
  Json::Array by_passes;
  for (const ByPass& by_pass : diagnosis.by_passes) {
    by_passes.push_back(
        Json::Object{{"where", by_pass.where}, {"what", by_pass.what}, {"fix", by_pass.fix}});
  }
  return Json::Object{
      {"schema", "packwarden/doctor/1"},
      {"directory", diagnosis.directory},
      {"name", diagnosis.package.empty() ? Json() : Json(diagnosis.package)},
      {"manager", name_of(diagnosis.manager.manager)},
      {"evidence", diagnosis.manager.evidence.empty() ? Json() : Json(diagnosis.manager.evidence)},
      {"publish", name_of(answer.state)},
      {"guards", std::move(guards)},
      {"by_passes", std::move(by_passes)},
      {"notes", Json::Array(diagnosis.notes.begin(), diagnosis.notes.end())}};
}

void write_guards(Page& page, const std::vector<Guard>& guards) {
  for (const Guard& guard : guards) {
    std::string label = std::string(name_of(guard.guarded));
    label.resize(8, ' ');
    std::vector<Word> words = {{guard.where, Tone::strong}};
    for (Word& word : prose(guard.what)) words.push_back(std::move(word));
    page.line({"  " + label, 10, Tone::good}, words);
  }
}

void write_by_passes(Page& page, const std::vector<ByPass>& by_passes) {
  for (const ByPass& by_pass : by_passes) {
    std::vector<Word> words = {{by_pass.where, Tone::strong}};
    for (Word& word : prose(by_pass.what + ".", Tone::caution)) words.push_back(std::move(word));
    page.line({"  ", 4}, words);
    page.line({"    ", 4}, prose(by_pass.fix));
  }
}

std::string verdict_of(PublishState state) {
  switch (state) {
    case PublishState::guarded:
      return "Something audits before a publish.";
    case PublishState::open:
      return "Nothing audits before a publish. In package.json: \"prepack\": \"packwarden audit\", "
             "behind what builds; in CI: hooks/README.md.";
    case PublishState::never:
      return "Nothing is published from here.";
  }
  return "";
}

void write_page(Page& page, const Answer& answer) {
  const Diagnosis& diagnosis = answer.diagnosis;
  const ManagerInUse& manager = diagnosis.manager;
  std::string by = "published with " + std::string(name_of(manager.manager));
  if (!manager.evidence.empty()) by += ", as " + manager.evidence + " says";
  std::vector<Word> words = {
      {diagnosis.package.empty() ? diagnosis.directory : diagnosis.package, Tone::strong}};
  for (Word& word : prose(by, Tone::faint)) words.push_back(std::move(word));
  page.line({}, words);
  page.section();
  page.line({}, {{"Guards"}});
  write_guards(page, diagnosis.guards);
  if (diagnosis.guards.empty()) page.line({"  ", 2}, {{"none"}});
  if (!diagnosis.by_passes.empty()) {
    page.section();
    page.line({}, prose("Ways round them"));
    write_by_passes(page, diagnosis.by_passes);
  }
  page.section();
  for (const std::string& note : diagnosis.notes) page.line({"", 2}, prose(note));
  page.line({}, prose(verdict_of(answer.state),
                      answer.state == PublishState::open ? Tone::alarm : Tone::plain));
}

Result<ExitStatus> examine(const Texts& texts) {
  TRY_ASSIGN(const Answer answer, diagnose(texts.directory));
  if (texts.json) {
    TRY(print_json(json_of(answer)));
  } else {
    TRY(print_page([&](Page& page) { write_page(page, answer); }));
  }
  return answer.state == PublishState::open ? ExitStatus::findings : ExitStatus::clean;
}

}  // namespace

Action add_doctor(CLI::App& app) {
  const auto texts = std::make_shared<Texts>();
  app.add_option("DIR", texts->directory, "A package directory [.]");
  app.add_flag("--json", texts->json, "One document for programs, schema packwarden/doctor/1");
  return [texts] { return examine(*texts); };
}

}  // namespace packwarden
