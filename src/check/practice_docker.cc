#include <algorithm>
#include <array>
#include <functional>
#include <string>

#include "base/text.h"
#include "check/all.h"
#include "check/dockerfile.h"
#include "check/practice.h"
#include "check/settings.h"
#include "check/wording.h"
#include "npm/package.h"

// What Dockerfiles and their like say: practice-docker-privilege, practice-docker-root-user,
// practice-docker-secret.
namespace packwarden {
namespace {

constexpr std::uint64_t kMostBytes = std::uint64_t{1} << 20U;
constexpr std::size_t kMostFiles = 100;

/// A file with its content.
struct Read {
  std::string path;
  std::string text;
};

/// Calls `take` with each file whose name, in lower case, is one of `is_wanted`. What tests and
/// editors run in serves nobody: such files are none.
void visit_files(const PackageView& package, bool (*is_wanted)(std::string_view name),
                 const std::function<void(const Read&)>& take) {
  std::size_t left = kMostFiles;
  for (const CheckedFile& file : package.names()) {
    if (!is_wanted(file.name()) || left == 0) continue;
    if (file.is_test() || has_directory(file.folded(), ".devcontainer")) continue;
    const auto text = package.read(file.path(), kMostBytes);
    if (!text) continue;
    --left;
    take({file.path(), *text});
  }
}

Location place_of(const Read& file, ByteSpan span) {
  Location out;
  out.path = file.path;
  out.span = span;
  out.start = line_column(file.text, span.begin);
  out.end = line_column_from(file.text, span.begin, out.start, span.end);
  return out;
}

void add(PackageHits& hits, Hit hit, const Read& file, ByteSpan span) {
  const std::array<Location, 1> places = {place_of(file, span)};
  hits.add(std::move(hit), places);
}

/// Images that do not run as root, whatever is on top of them says nothing else.
bool is_of_a_user(std::string_view image) {
  if (image.find(":nonroot") != std::string_view::npos) return true;
  constexpr auto kStarts = std::to_array<std::string_view>(
      {"bitnami/", "cgr.dev/chainguard/", "docker.io/bitnami/",
       "registry.access.redhat.com/ubi8/nodejs", "registry.access.redhat.com/ubi9/nodejs",
       "dhi.io/", "nginxinc/nginx-unprivileged"});
  return std::any_of(kStarts.begin(), kStarts.end(),
                     [&](std::string_view start) { return image.starts_with(start); });
}

bool is_root(std::string_view user) {
  const std::string_view name = user.substr(0, user.find(':'));
  return name == "root" || name == "0";
}

void check_user(const PackageView& package, PackageHits& hits) {
  const Severity severity = is_app(package) ? Severity::medium : Severity::note;
  visit_files(package, is_dockerfile, [&](const Read& file) {
    const DockerUser user = docker_user(docker_instructions(file.text));
    if (user.image.empty() || user.image == "scratch") return;
    if (user.name.empty() && !is_of_a_user(user.image)) {
      add(hits,
          {severity,
           "Nothing in the last stage sets `USER`, and " + quoted(user.image, 100) +
               " may not do so either.",
           ""},
          file, user.span);
    } else if (is_root(user.name)) {
      add(hits, {severity, "The last `USER` is " + quoted(user.name, 40) + ".", ""}, file,
          user.span);
    }
  });
}

/// What gives more than a server needs.
struct Privilege {
  std::string_view text;
  std::string_view what;
};

constexpr auto kPrivileges = std::to_array<Privilege>({
    {"--privileged", "a privileged container"},
    {"--unsafe-perm", "`--unsafe-perm` of npm"},
    {"/var/run/docker.sock", "the socket of Docker"},
    {"chmod -R 777", "permission for all to write"},
    {"chmod 777", "permission for all to write"},
    {"privileged: true", "a privileged container"},
    {"sudo ", "`sudo`"},
});

bool may_give_privilege(std::string_view name) {
  const bool is_composed = name.starts_with("docker-compose") || name.starts_with("compose.");
  return is_dockerfile(name) || (is_composed && (name.ends_with("yml") || name.ends_with("yaml")));
}

/// Where a privilege is given first outside of comments; empty: nowhere.
ByteSpan place_of_privilege(std::string_view text, std::string_view given) {
  for (std::size_t at = text.find(given); at != std::string_view::npos;
       at = text.find(given, at + 1)) {
    const std::size_t line = text.substr(0, at).rfind('\n') + 1;  // npos + 1 is 0
    const bool is_word =
        at == 0 || !(is_ascii_letter(text[at - 1]) || text[at - 1] == '-' || text[at - 1] == '/');
    const std::string_view before = text.substr(line, at - line);
    // Installing `sudo` is not to use it, and a comment does nothing.
    const bool is_use = before.find('#') == std::string_view::npos &&
                        (given != "sudo " || before.find("install") == std::string_view::npos);
    if (is_word && is_use) return {at, at + trimmed(given).size()};
  }
  return {};
}

void check_privilege(const PackageView& package, PackageHits& hits) {
  visit_files(package, may_give_privilege, [&](const Read& file) {
    for (const Privilege& row : kPrivileges) {
      const ByteSpan at = place_of_privilege(file.text, row.text);
      if (at.size() == 0) continue;
      add(hits, {hits.severity(), "It asks for " + std::string(row.what) + ".", ""}, file, at);
    }
  });
}

/// Whether the value itself is what opens something, and not where it lies.
bool is_secret_variable(const DockerVariable& variable) {
  const std::string folded = ascii_lower(variable.name);
  constexpr auto kPlaces = std::to_array<std::string_view>(
      {"_file", "_path", "_dir", "_url", "_name", "_id", "_header", "_ttl", "_expiry"});
  const bool is_place = std::any_of(kPlaces.begin(), kPlaces.end(),
                                    [&](std::string_view end) { return folded.ends_with(end); });
  const std::string_view value = variable.value;
  return !is_place && is_name_of_secret(variable.name) && is_literal(value) &&
         !value.starts_with('/') && value.find('$') == std::string_view::npos;
}

/// Whether a rule knows the value, and so what it opens.
bool is_known_secret(const PackageView& package, const Read& file, ByteSpan span) {
  const auto findings = package.findings();
  return std::any_of(findings.begin(), findings.end(), [&](const Finding& finding) {
    return finding.kind == FindingKind::secret && finding.location.path == file.path &&
           finding.secret_class == SecretClass::secret && finding.confidence >= Confidence::high &&
           finding.location.span.begin >= span.begin && finding.location.span.begin < span.end;
  });
}

void judge_variables(const PackageView& package, const Read& file,
                     const DockerInstruction& instruction, PackageHits& hits) {
  for (const DockerVariable& variable : docker_variables(instruction)) {
    if (!is_secret_variable(variable)) continue;
    const bool is_known = is_known_secret(package, file, instruction.span);
    add(hits,
        {is_known ? Severity::critical : Severity::high,
         "`" + instruction.name + "` gives " + quoted(variable.name, 100) + " a value.",
         "Hand it over when the image is built with `RUN --mount=type=secret`, or when it runs; "
         "revoke the value."},
        file, instruction.span);
  }
}

/// Whether something says which files do not go into an image. Where the list of files may be all
/// there is to a package, it is not known.
bool has_ignore_file(const PackageView& package, const std::string& dockerfile) {
  const std::size_t slash = dockerfile.rfind('/');
  const std::string directory = slash == std::string::npos ? "" : dockerfile.substr(0, slash + 1);
  for (const std::string& name :
       {std::string(".dockerignore"), directory + ".dockerignore", dockerfile + ".dockerignore"}) {
    if (package.find(name) != nullptr) return true;
    if (package.package() == nullptr) continue;
    if (package.package()->tree().read(package.package()->path_of(name), kMostBytes)) return true;
  }
  return false;
}

/// The file that a copy names and that should not be in an image; "" of none.
std::string private_file(const std::vector<std::string>& operands) {
  for (std::size_t i = 0; i + 1 < operands.size(); ++i) {
    const std::string name = operands[i].substr(operands[i].rfind('/') + 1);
    const bool is_settings =
        name == ".env" || (name.starts_with(".env.") && name.find("example") == std::string::npos);
    if (is_settings || name == ".npmrc") return name;
  }
  return "";
}

void judge_copy(const PackageView& package, const Read& file, const DockerInstruction& instruction,
                PackageHits& hits) {
  if (instruction.arguments.find("--from=") != std::string::npos) return;
  const std::vector<std::string> operands = docker_operands(instruction);
  if (operands.size() < 2) return;
  if (const std::string name = private_file(operands); !name.empty()) {
    add(hits, {Severity::medium, "It copies " + quoted(name, 60) + " into the image.", ""}, file,
        instruction.span);
  }
  const bool is_all = operands.front() == "." || operands.front() == "./";
  if (!is_all || has_ignore_file(package, file.path)) return;
  const bool is_certain = package.package() != nullptr;
  add(hits,
      {is_certain ? Severity::medium : Severity::note,
       "It copies all files, and there is no `.dockerignore`.",
       "Name what is copied, or list in `.dockerignore` what stays out: `.env`, `.git`, `.npmrc`, "
       "`node_modules`."},
      file, instruction.span);
}

void check_secrets(const PackageView& package, PackageHits& hits) {
  visit_files(package, is_dockerfile, [&](const Read& file) {
    for (const DockerInstruction& instruction : docker_instructions(file.text)) {
      if (instruction.name == "ENV" || instruction.name == "ARG") {
        judge_variables(package, file, instruction, hits);
      } else if (instruction.name == "COPY" || instruction.name == "ADD") {
        judge_copy(package, file, instruction, hits);
      }
    }
  });
}

}  // namespace

const PackageCheck kPracticeDockerPrivilege = {
    {"practice-docker-privilege", Severity::medium, "Container with more rights than it needs",
     "Whoever takes over the server has them, too.",
     "Do without it; give the one directory or port that is needed."},
    check_privilege,
    CheckGroup::practices};

const PackageCheck kPracticeDockerSecret = {
    {"practice-docker-secret", Severity::high, "Secret in an image",
     "Whoever can pull the image can read it, in its layers and its history.",
     "Hand it over when the image is built with `RUN --mount=type=secret`, or when it runs."},
    check_secrets,
    CheckGroup::practices};

const PackageCheck kPracticeDockerUser = {
    {"practice-docker-root-user", Severity::medium, "Container that runs as root",
     "Whoever takes over the server is root in its container.",
     "End the last stage with `USER node`, or another user that is not root."},
    check_user,
    CheckGroup::practices};

}  // namespace packwarden
