#include "pack_case.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <system_error>

#include "npm/workspaces.h"

namespace packwarden {
namespace {

namespace fs = std::filesystem;

/// Raw bytes are written as "\udc80" to "\udcff". JSON parsers refuse lone surrogates, so they go
/// through a private-use code point.
std::string hide_raw_bytes(std::string text) {
  for (std::size_t at = text.find("\\udc"); at != std::string::npos;
       at = text.find("\\udc", at + 1)) {
    const bool is_pair = at >= 6 && text.compare(at - 6, 3, "\\ud") == 0;
    if (!is_pair) text.replace(at, 4, "\\uf8");
  }
  return text;
}

std::string with_raw_bytes(std::string text) {
  for (std::size_t i = 0; i + 2 < text.size(); ++i) {
    const auto second = static_cast<unsigned char>(text[i + 1]);
    if (text[i] != '\xEF' || second < 0xA2 || second > 0xA3) continue;  // U+F880 to U+F8FF
    const auto third = static_cast<unsigned char>(text[i + 2]);
    text.replace(i, 3, 1, static_cast<char>(((second & 0x03U) << 6U) | (third & 0x3FU)));
  }
  return text;
}

std::string string_of(const Json& json, std::string_view key) {
  const Json* value = json.find(key);
  return value != nullptr && value->string() != nullptr ? *value->string() : std::string();
}

std::uint32_t number_of(const Json& json, std::string_view key, std::uint32_t otherwise) {
  const Json* value = json.find(key);
  return value == nullptr ? otherwise : static_cast<std::uint32_t>(value->number());
}

std::string decode_base64(std::string_view text) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    const std::size_t digit = kDigits.find(c);
    if (digit == std::string_view::npos) break;
    bits = (bits << 6U) | static_cast<std::uint32_t>(digit);
    count += 6;
    if (count >= 8) {
      count -= 8;
      out += static_cast<char>((bits >> static_cast<unsigned>(count)) & 0xFFU);
    }
  }
  return out;
}

PackAnswer answer_of(const Json& expected) {
  PackAnswer out;
  out.fails = expected.find("error") != nullptr;
  if (expected.find("files") == nullptr) return out;
  for (const Json& listed : *expected.find("files")->array()) {
    out.files.push_back({with_raw_bytes(string_of(listed, "path")),
                         static_cast<std::uint64_t>(listed.find("size")->number()),
                         number_of(listed, "mode", 0)});
  }
  return out;
}

void make_socket(const fs::path& path) {
  const int number = ::socket(AF_UNIX, SOCK_STREAM, 0);
  struct sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
  EXPECT_EQ(::bind(number, reinterpret_cast<const struct sockaddr*>(&address), sizeof address), 0);
  ::close(number);
}

/// Makes one thing of a tree. Directories get their modes last, so that they can be filled.
class Materializer {
 public:
  Materializer(const PackCase& pack_case, const fs::path& root)
      : document_(pack_case.document), root_(root) {}

  void run() {
    for (const Json& entry : *document_.find("entries")->array()) make(entry);
    for (const auto& [path, target] : links_) {
      EXPECT_EQ(::link(target.c_str(), path.c_str()), 0) << path;
    }
    for (auto [path, mode] : directories_) ::chmod(path.c_str(), mode);
  }

 private:
  void make(const Json& entry) {
    const std::string name = string_of(entry, "path");
    const std::string type = string_of(entry, "type");
    const fs::path path = root_ / with_raw_bytes(name);
    const std::string target = with_raw_bytes(string_of(entry, "link_target"));
    fs::create_directories(path.parent_path());
    if (type == "dir") {
      fs::create_directories(path);
      directories_.emplace_back(path, number_of(entry, "mode", 0755));
    } else if (type == "symlink") {
      EXPECT_EQ(::symlink(target.c_str(), path.c_str()), 0) << path;
    } else if (type == "hardlink") {
      links_.emplace_back(path, root_ / target);
    } else if (type == "fifo") {
      EXPECT_EQ(::mkfifo(path.c_str(), 0644), 0) << path;
    } else if (type == "socket") {
      make_socket(path);
    } else {
      make_file(name, path, entry);
    }
  }

  void make_file(const std::string& name, const fs::path& path, const Json& entry) {
    std::ofstream stream(path, std::ios::binary);
    if (const Json* text = document_.find("contents")->find(name)) {
      stream << with_raw_bytes(*text->string());
    } else if (const Json* encoded = document_.find("contents_b64")) {
      if (encoded->find(name) != nullptr) stream << decode_base64(*encoded->find(name)->string());
    }
    stream.close();
    EXPECT_EQ(::truncate(path.c_str(), static_cast<off_t>(entry.find("size")->number())), 0);
    EXPECT_EQ(::chmod(path.c_str(), number_of(entry, "mode", 0644)), 0);
  }

  const Json& document_;
  fs::path root_;
  std::vector<std::pair<fs::path, fs::path>> links_;
  std::vector<std::pair<fs::path, std::uint32_t>> directories_;
};

/// The workspaces that a case packs, and with --include-workspace-root first the root; none where
/// it is no run for workspaces.
std::vector<std::string> chosen_workspaces(const FileTree& tree, const PackCase& pack_case) {
  std::vector<std::string> out;
  const auto has = [&](std::string_view argument) {
    return std::find(pack_case.arguments.begin(), pack_case.arguments.end(), argument) !=
           pack_case.arguments.end();
  };
  const auto text = tree.read("package.json", kMaxManifestBytes);
  if (!text || has("--no-workspaces")) return out;
  const auto root = parse_json(*text, "package.json");  // it may lack name and version
  if (!root) return out;
  const auto workspaces = workspaces_of(tree, "", *root);
  if (!workspaces) return out;
  if (has("--include-workspace-root")) out.emplace_back();
  for (const Workspace& workspace : *workspaces) {
    const bool is_implicit =
        pack_case.arguments.empty() && pack_case.subdirectory == workspace.path;
    if (has("--workspaces") || is_implicit || (has("-w") && has(workspace.path))) {
      out.push_back(workspace.path);
    }
  }
  return out;
}

}  // namespace

PackCase read_pack_case(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  PackCase out;
  auto document = parse_json(hide_raw_bytes(text), file.filename().string());
  EXPECT_TRUE(document) << file;
  if (!document) return out;
  out.document = std::move(*document);
  out.id = string_of(out.document, "id");
  out.subdirectory = string_of(out.document, "subdir");
  for (const Json& argument : *out.document.find("args")->array()) {
    out.arguments.push_back(*argument.string());
  }
  const Json& expected = *out.document.find("expected");
  const Json& expected_npm12 = *out.document.find("expected_npm12");
  out.filename = string_of(expected, "filename");
  out.npm11 = answer_of(expected);
  out.npm12 = answer_of(expected_npm12.string() != nullptr ? expected : expected_npm12);
  if (const Json* packages = expected.find("packages")) {
    for (const Json& package : *packages->array()) out.packages.push_back(answer_of(package));
  }
  return out;
}

void materialize(const PackCase& pack_case, const fs::path& root) {
  Materializer(pack_case, root).run();
}

void materialize(const PackCase& pack_case, MemoryTree& tree) {
  const Json& contents = *pack_case.document.find("contents");
  for (const Json& entry : *pack_case.document.find("entries")->array()) {
    const std::string name = string_of(entry, "path");
    const std::string path = with_raw_bytes(name);
    const std::string type = string_of(entry, "type");
    const std::uint32_t mode = number_of(entry, "mode", 0644);
    if (type == "dir") {
      tree.add(path, FileType::directory);
    } else if (type == "symlink") {
      tree.add(path, FileType::link);
    } else if (type != "file") {
      tree.add(path, FileType::other);
    } else if (contents.find(name) != nullptr) {
      tree.add_file(path, with_raw_bytes(*contents.find(name)->string()), mode);
    } else {
      tree.add_file_of_size(path, static_cast<std::uint64_t>(entry.find("size")->number()), mode);
    }
  }
}

std::vector<PackCase> cases_in(const fs::path& folder) {
  std::set<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) files.insert(entry.path());
  std::vector<PackCase> out;
  for (const fs::path& file : files) out.push_back(read_pack_case(file));
  return out;
}

std::vector<PackContext> contexts_of(const FileTree& tree, const PackCase& pack_case, int npm) {
  std::vector<PackContext> out;
  const std::vector<std::string> chosen = chosen_workspaces(tree, pack_case);
  for (const std::string& directory : chosen) {
    auto rules = workspace_rules(tree, directory, chosen);
    EXPECT_TRUE(rules) << directory;
    if (rules) out.push_back({*profile_of(npm), directory, std::move(*rules), {}});
  }
  if (!out.empty()) return out;
  const bool is_directory =
      !pack_case.arguments.empty() && pack_case.arguments[0].starts_with("./");
  out.push_back({*profile_of(npm),
                 is_directory ? pack_case.arguments[0].substr(2) : pack_case.subdirectory,
                 {},
                 {}});
  return out;
}

Result<Manifest> manifest_at(const FileTree& tree, const std::string& directory) {
  const std::string path = directory.empty() ? "package.json" : directory + "/package.json";
  TRY_ASSIGN(const std::string text, tree.read(path, kMaxManifestBytes));
  return parse_manifest(text, "package.json");
}

}  // namespace packwarden
