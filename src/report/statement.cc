#include "report/statement.h"

#include <algorithm>
#include <utility>

#include "base/json_writer.h"
#include "base/text.h"
#include "report/inert_json.h"
#include "report/verdict.h"
#include "report/writers.h"

namespace packwarden {
namespace {

constexpr std::string_view kStatementType = "https://in-toto.io/Statement/v1";
constexpr std::string_view kPredicateType = "urn:packwarden:audit:1";

/// One digest of the package as in-toto has it; nothing where it is not known.
void write_subject(JsonWriter& out, const std::string& name, const std::string& sha512) {
  if (sha512.empty()) return;
  out.value(
      Json::Object{{"name", to_valid_utf8(name)}, {"digest", Json::Object{{"sha512", sha512}}}});
}

/// "demo-1.0.0": the file of a package without its extension.
std::string stem_of(const SourceFacts& facts) {
  std::string name = facts.filename.empty() ? facts.root : facts.filename;
  name = name.substr(name.rfind('/') + 1);
  for (const std::string_view end : {".tgz", ".tar.gz", ".tar"}) {
    if (name.ends_with(end)) return name.substr(0, name.size() - end.size());
  }
  return name;
}

void write_files(JsonWriter& out, const std::vector<ListedEntry>& entries) {
  out.key("files");
  out.open_array();
  for (const ListedEntry& entry : entries) {
    out.value(Json::Object{{"path", to_valid_utf8(entry.path)},
                           {"bytes", entry.bytes},
                           {"mode", entry.mode},
                           {"sha256", entry.sha256}});
  }
  out.close_array();
}

void write_manifest(JsonWriter& out, const ManifestFacts& facts) {
  Json::Array entries;
  for (const std::string& path : facts.entry_points) entries.push_back(to_valid_utf8(path));
  Json::Object scripts;
  for (const auto& [name, sha256] : facts.install_scripts) scripts.emplace_back(name, sha256);
  out.member("manifest", Json::Object{{"entry_points", std::move(entries)},
                                      {"install_scripts", std::move(scripts)},
                                      {"engines_node", to_valid_utf8(facts.engines_node)}});
}

void write_predicate(JsonWriter& out, const Report& report, const TargetReport& target) {
  out.key("predicate");
  out.open_object();
  out.member("package", Json::Object{{"name", to_valid_utf8(target.facts.name)},
                                     {"version", to_valid_utf8(target.facts.version)}});
  out.member("tool", Json::Object{{"name", "packwarden"},
                                  {"version", report.tool.version},
                                  {"rules", report.tool.rules}});
  Json::Array profiles(target.facts.npm_profiles.begin(), target.facts.npm_profiles.end());
  out.member("npm_profiles", std::move(profiles));
  out.member("status", name_of(status_of(target)));
  const Tally tally = tally_of(target);
  out.member("findings", Json::Object{{"failing", tally.fails},
                                      {"others", tally.below},
                                      {"suppressed", tally.suppressed}});
  write_manifest(out, target.manifest);
  write_files(out, target.entries);
  out.close_object();
}

/// Reads members of JSON objects and remembers the first that is not as it must be.
class Members {
 public:
  explicit Members(std::string_view where) : where_(where) {}

  const Json& object(const Json& in, std::string_view key) {
    const Json* value = in.find(key);
    if (value != nullptr && value->object() != nullptr) return *value;
    complain(key, "an object");
    return kEmpty;
  }

  const Json::Array& array(const Json& in, std::string_view key) {
    const Json* value = in.find(key);
    if (value != nullptr && value->array() != nullptr) return *value->array();
    complain(key, "an array");
    return kNone;
  }

  std::string text(const Json& in, std::string_view key) {
    const Json* value = in.find(key);
    if (value != nullptr && value->string() != nullptr) return *value->string();
    complain(key, "a text");
    return {};
  }

  std::string digest(const Json& in, std::string_view key, std::size_t digits) {
    std::string out = text(in, key);
    const auto is_digit = [](char c) { return is_ascii_digit(c) || (c >= 'a' && c <= 'f'); };
    if (out.size() != digits || !std::all_of(out.begin(), out.end(), is_digit)) {
      complain(key, "a digest of " + std::to_string(digits) + " hexadecimal digits");
    }
    return out;
  }

  std::uint64_t number(const Json& in, std::string_view key) {
    constexpr double kLargest = 9007199254740991;  // 2^53 - 1
    const Json* value = in.find(key);
    if (value != nullptr && value->is_number() && value->number() >= 0 &&
        value->number() <= kLargest) {
      return static_cast<std::uint64_t>(value->number());
    }
    complain(key, "a number");
    return 0;
  }

  void expect(const Json& in, std::string_view key, std::string_view value) {
    if (text(in, key) != value) complain(key, "\"" + std::string(value) + "\"");
  }

  [[nodiscard]] Result<void> outcome() const {
    if (complaint_.empty()) return {};
    return fail(ErrorKind::format, where_, "is no statement of packwarden: " + complaint_);
  }

 private:
  void complain(std::string_view key, std::string_view expected) {
    if (!complaint_.empty()) return;
    complaint_ = "\"" + std::string(key) + "\" must be " + std::string(expected);
  }

  inline static const Json kEmpty = Json::Object{};
  inline static const Json::Array kNone;
  std::string where_;
  std::string complaint_;
};

ReleasedFile file_of(const Json& json, Members& members) {
  constexpr std::uint64_t kModes = 07777;
  ReleasedFile out;
  out.path = members.text(json, "path");
  out.bytes = members.number(json, "bytes");
  out.mode = static_cast<std::uint32_t>(members.number(json, "mode") & kModes);
  out.sha256 = members.digest(json, "sha256", 64);
  return out;
}

ManifestFacts manifest_of(const Json& json, Members& members) {
  ManifestFacts out;
  for (const Json& path : members.array(json, "entry_points")) {
    if (path.string() != nullptr) out.entry_points.push_back(*path.string());
  }
  const Json& scripts = members.object(json, "install_scripts");
  for (const auto& [name, digest] : *scripts.object()) {
    out.install_scripts.emplace_back(name, members.digest(scripts, name, 64));
  }
  out.engines_node = members.text(json, "engines_node");
  return out;
}

PackageDigests digests_of(const Json& document, Members& members) {
  PackageDigests out;
  for (const Json& subject : members.array(document, "subject")) {
    const std::string name = members.text(subject, "name");
    const std::string sha512 = members.digest(members.object(subject, "digest"), "sha512", 128);
    (name.ends_with(".tar") ? out.tar_sha512 : out.file_sha512) = sha512;
  }
  return out;
}

}  // namespace

void write_statement(const Report& report, const ReportStyle& /*style*/, std::ostream& out) {
  JsonWriter document(2);
  document.open_object();
  document.member("_type", kStatementType);
  document.key("subject");
  document.open_array();
  for (const TargetReport& target : report.targets) {
    write_subject(document, stem_of(target.facts) + ".tar", target.digests.tar_sha512);
    write_subject(document, stem_of(target.facts) + ".tgz", target.digests.file_sha512);
  }
  document.close_array();
  document.member("predicateType", kPredicateType);
  for (const TargetReport& target : report.targets) write_predicate(document, report, target);
  document.close_object();
  out << made_inert(document.take()) << '\n';
}

Result<Statement> parse_statement(std::string_view text, std::string_view where) {
  TRY_ASSIGN(const Json document, parse_json(text, where));
  Members members(where);
  members.expect(document, "_type", kStatementType);
  members.expect(document, "predicateType", kPredicateType);
  Statement out;
  out.digests = digests_of(document, members);
  const Json& predicate = members.object(document, "predicate");
  const Json& package = members.object(predicate, "package");
  out.release.name = members.text(package, "name");
  out.release.version = members.text(package, "version");
  out.release.manifest = manifest_of(members.object(predicate, "manifest"), members);
  const Json& tool = members.object(predicate, "tool");
  out.tool = members.text(tool, "version");
  out.rules = members.text(tool, "rules");
  out.status = members.text(predicate, "status");
  for (const Json& file : members.array(predicate, "files")) {
    out.release.files.push_back(file_of(file, members));
  }
  TRY(members.outcome());
  const auto by_path = [](const ReleasedFile& a, const ReleasedFile& b) { return a.path < b.path; };
  std::stable_sort(out.release.files.begin(), out.release.files.end(), by_path);
  return out;
}

}  // namespace packwarden
