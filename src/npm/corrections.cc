#include "npm/corrections.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/text.h"
#include "npm/hosted_repository.h"
#include "npm/javascript.h"
#include "npm/package_spec.h"
#include "npm/posix_path.h"
#include "npm/unicode.h"
#include "npm/version_range.h"

namespace packwarden {
namespace {

/// An object that is changed as JavaScript changes one: a new key goes to the end.
class Members {
 public:
  explicit Members(const Json* value) {
    if (value != nullptr && value->object() != nullptr) members_ = *value->object();
  }

  [[nodiscard]] const Json* find(std::string_view key) const {
    const auto found = place(key);
    return found == members_.end() ? nullptr : &found->second;
  }

  void set(std::string_view key, Json value) {
    const auto found = place(key);
    if (found != members_.end()) {
      members_[static_cast<std::size_t>(found - members_.begin())].second = std::move(value);
    } else {
      members_.emplace_back(key, std::move(value));
    }
  }

  void erase(std::string_view key) {
    std::erase_if(members_, [&](const auto& member) { return member.first == key; });
  }

  [[nodiscard]] std::vector<std::string> keys() const {
    std::vector<std::string> out;
    for (const auto& [key, value] : members_) out.push_back(key);
    return out;
  }

  [[nodiscard]] bool empty() const { return members_.empty(); }
  [[nodiscard]] Json json() const { return members_; }

 private:
  [[nodiscard]] Json::Object::const_iterator place(std::string_view key) const {
    return std::find_if(members_.begin(), members_.end(),
                        [&](const auto& member) { return member.first == key; });
  }

  Json::Object members_;
};

bool is_true(const Json* value) { return value != nullptr && value->truthy(); }

const std::string* text_of(const Json* value) {
  return value == nullptr ? nullptr : value->string();
}

std::string shown(std::string_view key) { return "`" + escape_for_display(key) + "`"; }

bool is_unreserved(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return is_ascii_letter(c) || is_ascii_digit(c) ||
           std::string_view("-_.!~*'()").find(c) != std::string_view::npos;
  });
}

bool is_publishable_name(std::string_view name) {
  const std::string folded = ascii_lower(name);
  if (name.starts_with('.') || folded == "node_modules" || folded == "favicon.ico") return false;
  if (!name.starts_with('@')) return is_unreserved(name);
  const std::size_t slash = std::min(name.find('/'), name.size());
  return is_unreserved(name.substr(1, slash - 1)) &&
         is_unreserved(name.substr(std::min(slash + 1, name.size())));
}

/// "./node_modules/.bin/" at the start of a script: npm puts that directory in the path.
std::size_t bin_path_length(std::string_view script) {
  const auto is_slash = [](char c) { return c == '/' || c == '\\'; };
  std::size_t at = 0;
  if (script.size() > 1 && script[0] == '.' && is_slash(script[1])) at = 2;
  constexpr std::string_view kModules = "node_modules";
  if (!script.substr(at).starts_with(kModules)) return 0;
  at += kModules.size();
  const bool is_whole = script.size() > at + 5 && is_slash(script[at]) && script[at + 1] != '\n' &&
                        script.substr(at + 2, 3) == "bin" && is_slash(script[at + 5]);
  return is_whole ? at + 6 : 0;
}

class Corrector {
 public:
  explicit Corrector(const Json& manifest) : data_(&manifest) {}

  Corrections correct() {
    correct_bin();
    if (correct_name() && correct_version()) {
      correct_bundle();
      correct_scripts();
      correct_repository();
      correct_dependencies();
    } else {
      out_.is_refused = true;
    }
    out_.manifest = data_.json();
    return std::move(out_);
  }

 private:
  void note(CorrectionEffect effect, std::string field, std::string what) {
    out_.made.push_back({effect, std::move(field), std::move(what)});
  }

  void correct_bin() {
    const Json* bin = data_.find("bin");
    if (!is_true(bin)) return data_.erase("bin");
    const std::string* name = text_of(data_.find("name"));
    Members programs(bin);
    if (bin->string() != nullptr) {
      if (name == nullptr || name->empty()) return data_.erase("bin");
      programs.set(*name, *bin);
      note(CorrectionEffect::wording, "bin", "`bin` becomes an object");
    } else if (bin->array() != nullptr) {
      for (const Json& target : *bin->array()) {
        if (target.string() != nullptr) programs.set(base_name(*target.string()), target);
      }
      note(CorrectionEffect::wording, "bin", "`bin` becomes an object");
    } else if (bin->object() == nullptr) {
      return data_.erase("bin");
    }
    const bool had_programs = !programs.empty();
    for (const std::string& key : programs.keys()) correct_program(programs, key);
    if (!programs.empty()) return data_.set("bin", programs.json());
    note(had_programs ? CorrectionEffect::behaviour : CorrectionEffect::wording, "bin",
         "an empty `bin` is taken out");
    data_.erase("bin");
  }

  void correct_program(Members& programs, const std::string& key) {
    const Json* value = programs.find(key);
    if (value == nullptr) return;
    const std::string* target = value->string();
    const std::string cleaned = target == nullptr ? std::string() : clean_path(*target);
    const std::string name(base_name(clean_path(key)));
    if (cleaned.empty() || name.empty()) {
      note(CorrectionEffect::behaviour, "bin", "the program " + shown(key) + " is taken out");
      return programs.erase(key);
    }
    if (name != key) {
      note(CorrectionEffect::behaviour, "bin",
           "the program " + shown(key) + " is renamed to " + shown(name));
      programs.erase(key);
    } else if (cleaned != *target) {
      note(CorrectionEffect::wording, "bin",
           "the path of the program " + shown(key) + " is written as " + shown(cleaned));
    }
    programs.set(name, cleaned);
  }

  bool correct_name() {
    const Json* name = data_.find("name");
    if (!is_true(name)) {
      note(CorrectionEffect::behaviour, "name", "a missing `name` becomes an empty one");
      data_.set("name", "");
      return true;
    }
    if (name->string() == nullptr) return false;
    const std::string trimmed(trim_blanks(*name->string()));
    if (trimmed != *name->string()) {
      note(CorrectionEffect::behaviour, "name", "blanks around `name` are taken off");
      data_.set("name", trimmed);
    }
    return is_publishable_name(trimmed);
  }

  bool correct_version() {
    const Json* version = data_.find("version");
    if (!is_true(version)) {
      data_.set("version", "");
      return true;
    }
    if (version->string() == nullptr) return false;
    std::string_view text = trim_blanks(*version->string());
    text.remove_prefix(std::min(text.find_first_not_of("=v \t"), text.size()));
    const auto parsed = SemanticVersion::parse(text, VersionSyntax::loose);
    if (!parsed) return false;
    const std::string cleaned = to_text(*parsed);
    if (cleaned != *version->string()) {
      note(CorrectionEffect::behaviour, "version", "`version` becomes " + shown(cleaned));
      data_.set("version", cleaned);
    }
    return true;
  }

  /// Object.keys of JavaScript: of lists and texts the places.
  static Json keys_of(const Json* value) {
    Json::Array out;
    for (const std::string& key : Members(value).keys()) out.emplace_back(key);
    if (value == nullptr) return out;
    std::size_t places = value->array() == nullptr ? 0 : value->array()->size();
    if (value->string() != nullptr) places = to_utf16(*value->string()).size();
    for (std::size_t place = 0; place < places; ++place) out.emplace_back(std::to_string(place));
    return out;
  }

  void correct_bundle() {
    constexpr std::string_view kField = "bundleDependencies";
    const Json* bundle = data_.find(kField);
    if (bundle == nullptr || bundle->array() != nullptr) return;
    std::string what = "`bundleDependencies` is taken out";
    if (bundle->boolean() != nullptr) {
      const bool is_all = *bundle->boolean();
      what = is_all ? "`bundleDependencies` becomes the list of all `dependencies`"
                    : "`bundleDependencies` becomes an empty list";
      data_.set(kField, is_all ? keys_of(data_.find("dependencies")) : Json(Json::Array{}));
    } else if (bundle->object() != nullptr) {
      what = "`bundleDependencies` becomes a list";
      data_.set(kField, keys_of(bundle));
    } else {
      data_.erase(kField);
    }
    note(CorrectionEffect::behaviour, std::string(kField), std::move(what));
  }

  void correct_scripts() {
    const Json* value = data_.find("scripts");
    if (value == nullptr || value->is_null() || value->array() != nullptr) return;
    if (value->object() == nullptr) {
      note(CorrectionEffect::wording, "scripts", "`scripts`, which is no object, is taken out");
      return data_.erase("scripts");
    }
    Members scripts(value);
    for (const std::string& name : scripts.keys()) correct_script(scripts, name);
    data_.set("scripts", scripts.json());
  }

  void correct_script(Members& scripts, const std::string& name) {
    const std::string* script = text_of(scripts.find(name));
    if (script == nullptr) {
      note(CorrectionEffect::wording, "scripts",
           "the script " + shown(name) + ", which is no text, is taken out");
      return scripts.erase(name);
    }
    const std::size_t length = bin_path_length(*script);
    if (length == 0) return;
    note(CorrectionEffect::wording, "scripts",
         "the script " + shown(name) + " loses `node_modules/.bin`");
    scripts.set(name, script->substr(length));
  }

  void correct_repository() {
    const Json* many = data_.find("repositories");
    const bool has_many = is_true(many) && many->array() != nullptr;
    if (has_many) {
      note(CorrectionEffect::repository, "repository",
           "`repository` becomes the first of `repositories`");
      const Json::Array& all = *many->array();
      all.empty() ? data_.erase("repository") : data_.set("repository", Json(all.front()));
    }
    const Json* repository = data_.find("repository");
    if (!is_true(repository)) return;
    const bool is_text = repository->string() != nullptr;
    if (is_text) {
      note(CorrectionEffect::repository, "repository", "`repository` becomes an object");
      data_.set("repository", Json::Object{{"type", "git"}, {"url", *repository}});
    }
    correct_address();
    if (has_many && !is_text) repeat_in_list();
  }

  /// In npm the two are one object.
  void repeat_in_list() {
    Json::Array all = *data_.find("repositories")->array();
    all.front() = *data_.find("repository");
    data_.set("repositories", std::move(all));
  }

  void correct_address() {
    const Json* repository = data_.find("repository");
    const std::string* url = text_of(repository->find("url"));
    const auto hosted =
        url == nullptr ? std::nullopt : hosted_address(*url, AddressUse::repository);
    if (!hosted || *hosted == *url) return;
    note(CorrectionEffect::repository, "repository", "`repository.url` is written in full");
    Members members(repository);
    members.set("url", *hosted);
    data_.set("repository", members.json());
  }

  void correct_dependencies() {
    for (const std::string_view field :
         {"dependencies", "devDependencies", "optionalDependencies"}) {
      convert_list(field);
    }
    for (const std::string_view field : {"dependencies", "devDependencies"}) correct_block(field);
  }

  /// "a@^1 b >=2", as a text or as an array.
  void convert_list(std::string_view field) {
    const Json* block = data_.find(field);
    if (!is_true(block) || block->object() != nullptr) return;
    std::vector<std::string> elements;
    if (block->string() != nullptr) {
      elements = split_list(trim_blanks(*block->string()));
    } else if (block->array() != nullptr) {
      for (const Json& element : *block->array()) {
        if (element.string() != nullptr) elements.push_back(*element.string());
      }
    } else {
      return;
    }
    note(CorrectionEffect::behaviour, std::string(field), shown(field) + " becomes an object");
    Members out(nullptr);
    for (const std::string& element : elements) add_dependency(trim_blanks(element), out);
    data_.set(field, out.json());
  }

  static std::vector<std::string> split_list(std::string_view text) {
    std::vector<std::string> out(1);
    bool is_between = false;
    for (const char c : text) {
      const bool is_separator = c == ',' || c == ' ' || (c >= '\t' && c <= '\r');
      if (is_separator && !is_between) out.emplace_back();
      if (!is_separator) out.back().push_back(c);
      is_between = is_separator;
    }
    return out;
  }

  static void add_dependency(std::string_view text, Members& out) {
    std::size_t end = std::min(text.find_first_of("@><= \t\n\r\v\f"), text.size());
    if (end > 0 && end < text.size() && text[end - 1] == ':') --end;
    std::string_view version = text.substr(end);
    if (version.starts_with('@')) version.remove_prefix(1);
    out.set(text.substr(0, end), std::string(trim_blanks(version)));
  }

  void correct_block(std::string_view field) {
    const Json* value = data_.find(field);
    if (value == nullptr || value->array() != nullptr) return;
    if (value->object() == nullptr) {
      note(CorrectionEffect::behaviour, std::string(field),
           shown(field) + ", which is no object, is taken out");
      return data_.erase(field);
    }
    Members block(value);
    for (const std::string& name : block.keys()) correct_dependency(field, name, block);
    data_.set(field, block.json());
  }

  void correct_dependency(std::string_view field, const std::string& name, Members& block) {
    const std::string* spec = text_of(block.find(name));
    if (spec == nullptr) {
      note(CorrectionEffect::behaviour, std::string(field),
           shown(name) + " in " + shown(field) + ", which is no text, is taken out");
      return block.erase(name);
    }
    const auto hosted = hosted_address(*spec, AddressUse::dependency);
    if (!hosted || *hosted == *spec) return;
    note(CorrectionEffect::wording, std::string(field),
         "the repository of " + shown(name) + " in " + shown(field) + " is written in full");
    block.set(name, *hosted);
  }

  Members data_;
  Corrections out_;
};

}  // namespace

Corrections npm_corrections(const Json& manifest) {
  if (manifest.object() == nullptr) return {manifest, {}, false};
  return Corrector(manifest).correct();
}

}  // namespace packwarden
