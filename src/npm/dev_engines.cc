#include "npm/dev_engines.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "npm/refusal.h"
#include "npm/version_range.h"

namespace packwarden {
namespace {

constexpr const char* kField = "package.json devEngines";
constexpr std::array<std::string_view, 5> kEngines = {"packageManager", "runtime", "cpu", "libc",
                                                      "os"};
constexpr std::array<std::string_view, 3> kProperties = {"name", "version", "onFail"};
constexpr std::array<std::string_view, 4> kReactions = {"ignore", "warn", "error", "download"};

template <std::size_t size>
bool contains(const std::array<std::string_view, size>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// Whether a requirement is met, as far as one can know.
enum class Answer : std::uint8_t { met, unmet, unknown };

/// What is there of an engine. Without a version none can be asked for.
struct Installed {
  enum class Version : std::uint8_t { none, known, within, unknown };
  std::optional<std::string> name;
  Version version_is = Version::unknown;
  std::string version;  // `known`: it; `within`: the range that it is in
};

tl::unexpected<Error> refuse(std::string what) {
  return npm_refuses(ErrorKind::format, kField, "npm refuses this package: " + std::move(what));
}

std::string quoted(std::string_view engine) { return "\"" + std::string(engine) + "\""; }

class DevEnginesCheck {
 public:
  DevEnginesCheck(const Profile& profile, const NpmHost& host) : profile_(profile), host_(host) {
    const auto npm = SemanticVersion::parse(host.npm_version.value_or(""));
    if (npm && npm->major == static_cast<std::uint64_t>(profile.npm)) npm_ = npm;
  }

  /// `devEngines` came with npm 10.9.
  [[nodiscard]] bool applies() const {
    const bool is_older = npm_ && *npm_ < SemanticVersion{10, 9, 0, {}};
    return profile_.dev_engines == DevEngines::checked && !is_older;
  }

  Result<void> run(const Json& dev_engines) const {
    if (dev_engines.object() == nullptr) return refuse("it must be an object");
    std::optional<std::string_view> unmet;
    for (const auto& [name, wanted] : *dev_engines.object()) {
      if (!contains(kEngines, name)) return refuse("it has an unknown property");
      TRY_ASSIGN(const bool fails, fails_for(name, wanted));
      if (fails && !unmet) unmet = name;
    }
    if (!unmet) return {};
    return npm_refuses(ErrorKind::format, kField,
                       "npm refuses this package (EBADDEVENGINES): " + quoted(*unmet) +
                           " does not allow " + here(*unmet));
  }

 private:
  /// Of several alternatives, one is enough; the last says what happens when none is met.
  [[nodiscard]] Result<bool> fails_for(std::string_view name, const Json& wanted) const {
    const Installed engine = engine_named(name);
    const Json::Array single = wanted.array() == nullptr ? Json::Array{wanted} : Json::Array();
    const Json::Array& alternatives = wanted.array() == nullptr ? single : *wanted.array();
    bool all_unmet = !alternatives.empty();
    for (const Json& alternative : alternatives) {
      TRY(check_shape(name, alternative));
      TRY_ASSIGN(const Answer answer, answer_to(name, alternative, engine));
      if (answer != Answer::unmet) all_unmet = false;
    }
    if (!all_unmet) return false;
    const Json* reaction = alternatives.back().find("onFail");
    return reaction == nullptr ||
           (*reaction->string() != "warn" && *reaction->string() != "ignore");
  }

  static Result<void> check_shape(std::string_view name, const Json& wanted) {
    if (wanted.object() == nullptr) return refuse(quoted(name) + " must hold objects");
    for (const auto& [property, value] : *wanted.object()) {
      if (!contains(kProperties, property)) {
        return refuse(quoted(name) + " has an unknown property");
      }
    }
    const Json* wanted_name = wanted.find("name");
    if (wanted_name == nullptr || wanted_name->string() == nullptr) {
      return refuse(quoted(name) + " must have a \"name\" that is a string");
    }
    const Json* reaction = wanted.find("onFail");
    if (reaction == nullptr) return {};
    if (reaction->string() != nullptr && contains(kReactions, *reaction->string())) return {};
    return refuse("\"onFail\" of " + quoted(name) + " is none of the known values");
  }

  static Result<Answer> answer_to(std::string_view name, const Json& wanted,
                                  const Installed& engine) {
    if (engine.name && engine.name->empty()) {
      return refuse("npm cannot tell which " + quoted(name) + " there is");
    }
    if (engine.name && *wanted.find("name")->string() != *engine.name) return Answer::unmet;
    const Json* version = wanted.find("version");
    if (version == nullptr) return engine.name ? Answer::met : Answer::unknown;
    if (!engine.name) return Answer::unknown;
    if (version->string() == nullptr) {
      return refuse("\"version\" of " + quoted(name) + " must be a string");
    }
    if (engine.version_is == Installed::Version::none) {
      return refuse("npm cannot tell a \"version\" of " + quoted(name));
    }
    return answer_to_version(*version->string(), engine);
  }

  /// What is no range of versions is compared as text, and no version is such a text.
  static Result<Answer> answer_to_version(const std::string& wanted, const Installed& engine) {
    if (engine.version_is == Installed::Version::unknown) return Answer::unknown;
    const auto range = VersionRange::parse(wanted, kField);
    if (!range && range.error().kind == ErrorKind::limit) return fail(range.error());
    if (engine.version_is == Installed::Version::known) {
      if (!range) return wanted == engine.version ? Answer::met : Answer::unmet;
      const auto version = SemanticVersion::parse(engine.version);
      return version && range->allows(*version) ? Answer::met : Answer::unmet;
    }
    if (!range) return Answer::unmet;
    TRY_ASSIGN(const VersionRange possible, VersionRange::parse(engine.version, kField));
    return range->intersects(possible) ? Answer::unknown : Answer::unmet;
  }

  [[nodiscard]] Installed engine_named(std::string_view name) const {
    using Version = Installed::Version;
    if (name == "packageManager") {
      const std::string major = std::to_string(profile_.npm);
      if (npm_) return {"npm", Version::known, *host_.npm_version};
      return {"npm", Version::within,
              ">=" + major + ".0.0-0 <" + std::to_string(profile_.npm + 1) + ".0.0-0"};
    }
    if (name == "runtime") {
      if (npm_ && host_.node_version) return {"node", Version::known, *host_.node_version};
      return {"node", Version::within, std::string(profile_.node)};
    }
    if (name == "os") {
      const Version version_is = host_.os_release ? Version::known : Version::unknown;
      return {host_.os, version_is, host_.os_release.value_or("")};
    }
    return {name == "cpu" ? host_.cpu : host_.libc, Version::none, ""};
  }

  /// What there is, for messages.
  [[nodiscard]] std::string here(std::string_view name) const {
    const Installed engine = engine_named(name);
    std::string out = *engine.name;
    if (engine.version_is == Installed::Version::known) out += " " + engine.version;
    if (engine.version_is != Installed::Version::within) return out;
    return out + (name == "runtime" ? " as npm " + std::to_string(profile_.npm) + " needs it"
                                    : " " + std::to_string(profile_.npm));
  }

  const Profile& profile_;
  const NpmHost& host_;
  std::optional<SemanticVersion> npm_;  // where it is one of the profile's
};

}  // namespace

Result<void> check_dev_engines(const Json& package_json, const Profile& profile,
                               const NpmHost& host) {
  const Json* dev_engines = package_json.find("devEngines");
  const DevEnginesCheck check(profile, host);
  if (dev_engines == nullptr || !check.applies()) return {};
  return check.run(*dev_engines);
}

}  // namespace packwarden
