#include "policy/config_files.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "npm/posix_path.h"

namespace packwarden {
namespace {

constexpr std::size_t kMostDepth = 8;
constexpr std::size_t kMostFiles = 64;
constexpr std::uint64_t kMostBytes = std::uint64_t{8} << 20U;

/// Why `path` is not that of a file; "" where it may be one.
std::string_view mistake_in(std::string_view path) {
  if (path.find(':') < path.find('/')) return "an address; only files are read, by their path";
  const bool is_path = path.starts_with('.') || path.starts_with('/') || path.ends_with(".json") ||
                       path.ends_with(".jsonc");
  if (!is_path) {
    return "no path of a file, such as ./base.json or ../packwarden.json; packages are not looked "
           "for";
  }
  return path.find('\0') == std::string_view::npos ? "" : "no path of a file: it holds a NUL byte";
}

std::string path_from(const std::string& file, const std::string& path) {
  return path.starts_with('/') ? normalize_path(path) : join_paths(directory_name(file), path);
}

template <class Item>
void append(std::vector<Item>& to, const std::vector<Item>& from) {
  to.insert(to.end(), from.begin(), from.end());
}

void override_with(const Config& later, Config& config) {
  if (later.fail_on) config.fail_on = later.fail_on;
  if (later.inline_suppressions) config.inline_suppressions = later.inline_suppressions;
  if (later.fail_on_stale) config.fail_on_stale = later.fail_on_stale;
  for (const SeverityChange& change : later.severities) {
    std::erase_if(config.severities,
                  [&](const SeverityChange& earlier) { return earlier.rule == change.rule; });
    config.severities.push_back(change);
  }
}

void add_lists(const Config& later, Config& config) {
  append(config.allow, later.allow);
  append(config.groups, later.groups);
  append(config.budgets, later.budgets);
  append(config.notes, later.notes);
}

class ConfigChain {
 public:
  ConfigChain(const ConfigRead& read, const std::string& label) : read_(read), label_(label) {}

  /// Adds what the file at `path` says, behind what it extends. `named_by` is the place that names
  /// it; null: whoever runs the program does.
  Result<void> add(const std::string& path, const Extension* named_by) {
    TRY(check_chain(path, named_by));
    TRY_ASSIGN(const std::string text, text_of(path, named_by));
    TRY_ASSIGN(const Config own, parse_config(text, label_ + path));
    chain_.push_back(path);
    for (const Extension& extension : own.extends) {
      if (const auto mistake = mistake_in(extension.path); !mistake.empty()) {
        return fail(ErrorKind::config, extension.where, std::string(mistake));
      }
      TRY(add(path_from(path, extension.path), &extension));
    }
    chain_.pop_back();
    add(own, path);
    return {};
  }

  Config take() { return std::move(out_); }

 private:
  /// What a file lists counts once, by however many it is extended.
  void add(const Config& own, const std::string& path) {
    override_with(own, out_);
    if (listed_.insert(path).second) add_lists(own, out_);
  }

  Result<void> check_chain(const std::string& path, const Extension* named_by) {
    const std::string where = named_by == nullptr ? label_ + path : named_by->where;
    const auto again = std::find(chain_.begin(), chain_.end(), path);
    if (again != chain_.end()) return fail(ErrorKind::config, where, circle_from(again, path));
    if (chain_.size() >= kMostDepth) {
      return fail(
          limit_error(where, "a chain of too many policies", {"extends-depth", kMostDepth}));
    }
    if (++files_ > kMostFiles) {
      return fail(limit_error(where, "too many policies are extended", {"extends", kMostFiles}));
    }
    return {};
  }

  [[nodiscard]] std::string circle_from(std::vector<std::string>::const_iterator first,
                                        const std::string& path) const {
    std::string out = "a policy that extends itself: ";
    for (; first != chain_.end(); ++first) out += *first + " > ";
    return out + path;
  }

  Result<std::string> text_of(const std::string& path, const Extension* named_by) {
    Result<std::string> text = read_(path);
    if (!text && named_by == nullptr) text.error().where = label_ + text.error().where;
    if (!text && named_by != nullptr) {
      text.error().what = path + " cannot be read: " + text.error().what;
      text.error().where = named_by->where;
    }
    if (!text) return text;
    bytes_ += text->size();
    if (bytes_ > kMostBytes) {
      return fail(
          limit_error(label_ + path, "the policies are too large", {"extends-bytes", kMostBytes}));
    }
    return text;
  }

  const ConfigRead& read_;
  const std::string& label_;
  Config out_;
  std::vector<std::string> chain_;  // of the file that is being read; each extends the next
  std::set<std::string> listed_;
  std::size_t files_ = 0;
  std::uint64_t bytes_ = 0;
};

}  // namespace

Result<Config> read_config(const std::string& path, const ConfigRead& read,
                           const std::string& label) {
  ConfigChain chain(read, label);
  TRY(chain.add(path, nullptr));
  return chain.take();
}

Config merged(Config earlier, const Config& later) {
  override_with(later, earlier);
  add_lists(later, earlier);
  return earlier;
}

}  // namespace packwarden
