#include "app/worker_protocol.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "app/integrity.h"
#include "base/json_writer.h"
#include "base/text.h"

namespace packwarden {
namespace {

constexpr std::size_t kDeepest = 16;

tl::unexpected<Error> refuse(std::string what) {
  return fail(ErrorKind::format, "request", std::move(what));
}

Result<Json> object_of(std::string_view line) {
  if (line.size() > kMaxRequestBytes) {
    return fail(
        limit_error("request", "the line is too long", {"request-bytes", kMaxRequestBytes}));
  }
  TRY_ASSIGN(Json json, parse_json(line, "request", {.max_depth = kDeepest}));
  if (json.object() == nullptr) return refuse("is no JSON object");
  return json;
}

/// A number that is not whole has no one spelling.
bool is_id(const Json& id) {
  return id.string() != nullptr || (id.is_number() && std::floor(id.number()) == id.number());
}

Result<void> check_keys(const Json::Object& object) {
  constexpr std::array<std::string_view, 4> kKeys = {"id", "integrity", "npm", "path"};
  const auto is_known = [&](const auto& member) { return is_one_of(member.first, kKeys); };
  if (std::all_of(object.begin(), object.end(), is_known)) return {};
  return refuse("has an unknown key; there are id, path, npm and integrity");
}

Result<std::string> path_of(const Json& request) {
  const Json* path = request.find("path");
  if (path == nullptr || path->string() == nullptr || path->string()->empty()) {
    return refuse("has no \"path\": a package directory or a tarball");
  }
  if (path->string()->find('\0') != std::string::npos) return refuse("its path holds a zero byte");
  if (*path->string() == "-") return refuse("standard input holds the requests: name a file");
  return *path->string();
}

/// 9, 10, 11, 12 or "both", as --npm takes them.
Result<std::vector<int>> npm_of(const Json& request) {
  const Json* npm = request.find("npm");
  if (npm == nullptr || npm->is_null()) return std::vector<int>();
  const std::string text = npm->string() != nullptr ? *npm->string() : "";
  if (text == "both") return std::vector<int>{11, 12};
  for (const int version : {9, 10, 11, 12}) {
    const bool is_it = npm->is_number() && npm->number() == version;
    if (is_it || text == std::to_string(version)) return std::vector<int>{version};
  }
  return refuse("\"npm\" must be 9, 10, 11, 12 or \"both\"");
}

Result<std::string> expected_integrity_in(const Json& request) {
  const Json* integrity = request.find("integrity");
  if (integrity == nullptr || integrity->is_null()) return std::string();
  if (integrity->string() != nullptr && is_integrity(*integrity->string())) {
    return *integrity->string();
  }
  return refuse("\"integrity\" must be sha512- and the digest in base64, as npm writes it");
}

Result<WorkerRequest> request_of(const Json& json) {
  WorkerRequest out;
  const Json* id = json.find("id");
  if (id == nullptr || !is_id(*id)) return refuse("has no \"id\": a text or a whole number");
  TRY(check_keys(*json.object()));
  TRY_ASSIGN(out.path, path_of(json));
  TRY_ASSIGN(out.npm, npm_of(json));
  TRY_ASSIGN(out.integrity, expected_integrity_in(json));
  return out;
}

/// A document without its line ends and the indentation behind them: a text of JSON holds none.
std::string on_one_line(std::string_view document) {
  std::string out;
  out.reserve(document.size());
  while (!document.empty()) {
    const std::size_t end = std::min(document.find('\n'), document.size());
    const std::string_view line = document.substr(0, end);
    out += line.substr(std::min(line.find_first_not_of(' '), line.size()));
    document.remove_prefix(std::min(end + 1, document.size()));
  }
  return out;
}

}  // namespace

WorkerItem parse_worker_request(std::string_view line) {
  const Result<Json> json = object_of(line);
  if (!json) return {Json(), fail(json.error())};
  const Json* id = json->find("id");
  return {id != nullptr && is_id(*id) ? *id : Json(), request_of(*json)};
}

std::string worker_line(const WorkerResult& result) {
  const std::string status = std::to_string(static_cast<int>(result.status));
  return "{\"id\":" + to_text(result.id, -1) + ",\"status\":" + status +
         ",\"report\":" + on_one_line(result.report) +
         ",\"toolVersion\":" + to_text(result.version, -1) +
         ",\"rulesHash\":" + to_text(result.rules, -1) + "}\n";
}

}  // namespace packwarden
