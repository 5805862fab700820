#include <algorithm>
#include <array>
#include <string>

#include "base/text.h"
#include "check/all.h"
#include "check/practice.h"
#include "check/wording.h"
#include "npm/version_range.h"

// What turns data into code: practice-dynamic-code, practice-unsafe-deserializer,
// practice-yaml-unsafe-load.
namespace packwarden {
namespace {

/// Whether a name stands for itself: it is no member of something else, nor made by the program.
bool is_global(std::string_view program, std::size_t at) {
  const char before = byte_before(program, at);
  if (before != '.') {
    const std::string_view start = program.substr(at - std::min<std::size_t>(at, 9));
    return !start.starts_with("function ");
  }
  constexpr std::array<std::string_view, 5> kHolders = {"window", "globalThis", "global", "self",
                                                        "this"};
  const std::string_view holder = trimmed(program.substr(0, program.rfind('.', at)));
  return std::any_of(kHolders.begin(), kHolders.end(),
                     [&](std::string_view name) { return holder.ends_with(name); });
}

/// Whether what is evaluated comes from outside: a request, or a text that was just read.
bool takes_input(CodeTokenSpan call) {
  for (std::size_t i = 0; i + 2 < call.size(); ++i) {
    if (!call[i + 1].is_sign('.')) continue;
    if (call[i].is_name("req") || (call[i].is_name("JSON") && call[i + 2].is_name("parse"))) {
      return true;
    }
  }
  return false;
}

/// Whether `new` stands in front of a place.
bool follows_new(std::string_view program, std::size_t at) {
  const std::string_view before =
      trimmed(program.substr(at - std::min<std::size_t>(at, 12), std::min<std::size_t>(at, 12)));
  return before.ends_with("new") && (before.size() == 3 || before[before.size() - 4] < 'A');
}

void judge_code(CodeTokenSpan expression, const CheckedFile& file, PracticeHits& hits) {
  const CodeToken& word = expression.front();
  const ByteSpan at = span_of(expression.first(1));
  if (word.kind != CodeTokenKind::name) return;
  const bool is_call = expression.size() > 1 && expression[1].is_sign('(');
  if (!is_call) return;
  if (word.text == "eval") {
    if (!is_global(file.bytes(), word.at)) return;
    const CodeTokenSpan call = expression.subspan(1, size_of_bracket(expression.subspan(1)));
    const bool is_from_outside = takes_input(call) && !is_shown(file);
    return hits.add(is_from_outside ? Severity::medium : Severity::note, at, "By `eval`.");
  }
  const bool is_run = word.text.starts_with("runIn");
  if (is_run || follows_new(file.bytes(), word.at)) {
    hits.add(Severity::note, at, "By `" + std::string(is_run ? word.text : "new Function") + "`.");
  }
}

void check_code(const CheckedFile& file, FileHits& hits) {
  constexpr std::array<std::string_view, 5> kWords = {"Function", "eval", "runInContext",
                                                      "runInNewContext", "runInThisContext"};
  judge_words(file, hits, kWords, judge_code);
}

constexpr CheckInfo kDynamicCode = {
    "practice-dynamic-code", Severity::note, "Code is made of text",
    "Whoever has a say in the text has a say in what the program does.",
    "Do without it, or see to it that no text from outside gets there."};

void check_sandbox(const PackageView& package, PackageHits& hits) {
  if (!depends_on(package, "vm2")) return;
  const bool is_optional = package.manifest().find("dependencies") == nullptr ||
                           package.manifest().find("dependencies")->find("vm2") == nullptr;
  hits.add_in_manifest(
      {Severity::medium, "Programs got out of the sandbox of `vm2` again and again.",
       "Run the code of others in a process or a machine of its own."},
      {is_optional ? "optionalDependencies" : "dependencies", "vm2"});
}

/// Packages that make functions of what they read, and what is called for it.
struct Deserializer {
  std::string_view package;
  std::string_view method;
};

constexpr auto kDeserializers = std::to_array<Deserializer>({
    {"cryo", "parse"},
    {"funcster", "deepDeserialize"},
    {"node-serialize", "unserialize"},
    {"serialize-to-js", "deserialize"},
});

/// Whether a literal names what is loaded: `from 'x'`, `require('x')`, `import 'x'`.
bool is_loaded(std::string_view program, std::size_t at) {
  constexpr std::size_t kReach = 24;
  std::string_view before =
      trimmed(program.substr(at - std::min(at, kReach), std::min(at, kReach)), " \t\r\n(");
  return before.ends_with("from") || before.ends_with("require") || before.ends_with("import");
}

/// Where the program calls a method of this name; empty: nowhere.
ByteSpan call_of(std::string_view program, std::string_view method) {
  CodeTokens tokens(program);
  std::optional<CodeToken> last;
  while (const auto token = tokens.next()) {
    if (last && token->is_sign('(') && last->is_name(method)) {
      return {last->at, last->at + last->text.size()};
    }
    last = token;
  }
  return {};
}

void check_deserializer(const CheckedFile& file, FileHits& hits) {
  PracticeHits found(file);
  for (const Deserializer& row : kDeserializers) {
    const auto& words = file.words();
    const auto loaded = std::find_if(words.begin(), words.end(), [&](const CodeWord& word) {
      return word.word == row.package && is_loaded(file.bytes(), word.at);
    });
    if (loaded == words.end()) continue;
    const ByteSpan call = call_of(file.bytes(), row.method);
    if (call.size() == 0) continue;
    found.add(Severity::medium, call,
              "By " + quoted(row.method) + " of " + quoted(row.package) + ".");
  }
  found.tell(hits);
}

constexpr CheckInfo kYamlLoad = {
    "practice-yaml-unsafe-load", Severity::note, "YAML may hold functions",
    "Who writes the text writes code that the program runs.",
    "Use `load` of js-yaml 4 or later, with a schema that knows data alone."};

/// What an older js-yaml reads so; the package says which it is.
constexpr std::string_view kPlainLoad = "yaml.load";

void check_yaml(const CheckedFile& file, FileHits& hits) {
  CodeSight sight(file.bytes());
  PracticeHits found(file);
  ByteSpan plain;
  for (const CodeWord& word : file.words()) {
    if (word.word == "DEFAULT_FULL_SCHEMA" || word.word == "js-yaml-js-types") {
      found.add(Severity::note, {word.at, word.at + word.word.size()},
                "By " + quoted(word.word) + ".");
    } else if (word.word == "yaml" || word.word == "jsyaml") {
      constexpr std::array<std::string_view, 2> kLoads = {"load", "loadAll"};
      const std::vector<CodeToken> expression = sight.expression_at(word.at);
      const auto arguments = arguments_of(expression, kLoads);
      const bool has_schema = arguments.size() > 1 && !member_of(arguments[1], "schema").empty();
      if (!arguments.empty() && !has_schema && plain.size() == 0) {
        plain = span_of(CodeTokenSpan(expression).first(3));
      }
    }
  }
  if (plain.size() > 0 && !file.is_test()) hits.add_clue(std::string(kPlainLoad), plain);
  found.tell(hits);
}

/// Whether a range of versions is of nothing but js-yaml 3 and before, where `load` reads
/// functions.
bool is_old(const Json* spec) {
  if (spec == nullptr || spec->string() == nullptr) return false;
  const auto range = VersionRange::parse(*spec->string(), "js-yaml");
  const auto old = VersionRange::parse("<4", "js-yaml");
  const auto later = VersionRange::parse(">=4", "js-yaml");
  return range && range->intersects(*old) && !range->intersects(*later);
}

void check_plain_load(const PackageView& package, PackageHits& hits) {
  const Json* dependencies = package.manifest().find("dependencies");
  if (dependencies == nullptr || !is_old(dependencies->find("js-yaml"))) return;
  std::vector<Location> places;
  for (const Finding& finding : package.findings()) {
    if (finding.clue == kPlainLoad) places.push_back(finding.location);
  }
  if (places.empty()) return;
  std::sort(places.begin(), places.end(),
            [](const Location& a, const Location& b) { return a.path < b.path; });
  hits.add({hits.severity(), "By `load` of a js-yaml before 4, which knows functions.", ""},
           places);
}

}  // namespace

const FileCheck kPracticeDynamicCode = {
    kDynamicCode, Reach::code, {}, check_code, {}, Joined::by_package, CheckGroup::practices};

const PackageCheck kPracticeSandbox = {kDynamicCode, check_sandbox, CheckGroup::practices};

const FileCheck kPracticeDeserializer = {
    {"practice-unsafe-deserializer", Severity::medium, "Data is read as code",
     "Such packages make functions of what they read and call them: who writes the data runs code.",
     "Use JSON, or a format that knows data alone."},
    Reach::code,
    {},
    check_deserializer,
    {},
    Joined::by_package,
    CheckGroup::practices};

const FileCheck kPracticeYaml = {kYamlLoad,          Reach::code,          {}, check_yaml, {},
                                 Joined::by_package, CheckGroup::practices};

const PackageCheck kPracticeYamlLoad = {kYamlLoad, check_plain_load, CheckGroup::practices};

}  // namespace packwarden
