#include "base/json.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "base/json_writer.h"
#include "base/span.h"

namespace packwarden {
namespace {

/// Builds a Json from the parser's events. The parser keeps its own stack on the heap, so depth is
/// bounded only by `max_depth`, which also bounds the recursion of Json's destructor.
class Builder : public nlohmann::json_sax<nlohmann::json> {
 public:
  explicit Builder(std::size_t max_depth) : max_depth_(max_depth) {}

  bool null() override { return add(Json()); }
  bool boolean(bool value) override { return add(value); }
  bool number_integer(std::int64_t value) override { return add(value); }
  bool number_unsigned(std::uint64_t value) override { return add(value); }
  bool number_float(double value, const std::string&) override { return add(value); }
  bool string(std::string& value) override { return add(std::move(value)); }
  bool binary(nlohmann::json::binary_t&) override { return false; }
  bool start_object(std::size_t) override { return push(Container::object); }
  bool start_array(std::size_t) override { return push(Container::array); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }

  bool key(std::string& name) override {
    stack_.back().key = std::move(name);
    return true;
  }

  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::detail::exception& error) override {
    error_offset = position;
    message = describe(error.what());
    return false;
  }

  Json take() { return std::move(root_); }
  [[nodiscard]] bool too_deep() const { return too_deep_; }

  std::size_t error_offset = 0;
  std::string message;

 private:
  enum class Container : std::uint8_t { object, array };

  struct Frame {
    Json::Object object;
    Json::Array array;
    Container container = Container::object;
    std::string key;  // of the object that is open, the key read last
  };

  /// What was wrong, without the "last read" part of the library's message: that quotes the input.
  static std::string describe(std::string_view text) {
    const std::size_t begin = text.find(" - ");
    if (begin == std::string_view::npos) return "not valid JSON";
    std::string_view tail = text.substr(begin + 3);
    const std::size_t quote = tail.find("; last read: '");
    if (quote != std::string_view::npos) tail = tail.substr(0, quote);
    return std::string(tail);
  }

  bool push(Container container) {
    if (stack_.size() >= max_depth_) {
      too_deep_ = true;
      return false;
    }
    stack_.emplace_back();
    stack_.back().container = container;
    return true;
  }

  bool close() {
    Frame frame = std::move(stack_.back());
    stack_.pop_back();
    return frame.container == Container::object ? add(deduplicate(std::move(frame.object)))
                                                : add(std::move(frame.array));
  }

  /// Last value wins, first place stays. Sorting keeps hostile objects with many keys linear-ish.
  static Json::Object deduplicate(Json::Object object) {
    std::vector<std::size_t> order(object.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return object[a].first < object[b].first;
    });
    std::vector<bool> dropped(object.size(), false);
    for (std::size_t i = 0; i < order.size();) {
      std::size_t last = i;
      while (last + 1 < order.size() && object[order[last + 1]].first == object[order[i]].first) {
        dropped[order[++last]] = true;
      }
      if (last > i) object[order[i]].second = std::move(object[order[last]].second);
      i = last + 1;
    }
    Json::Object kept;
    kept.reserve(object.size());
    for (std::size_t i = 0; i < object.size(); ++i) {
      if (!dropped[i]) kept.push_back(std::move(object[i]));
    }
    return kept;
  }

  bool add(Json value) {
    if (stack_.empty()) {
      root_ = std::move(value);
    } else if (stack_.back().container == Container::object) {
      stack_.back().object.emplace_back(std::move(stack_.back().key), std::move(value));
    } else {
      stack_.back().array.push_back(std::move(value));
    }
    return true;
  }

  std::size_t max_depth_;
  bool too_deep_ = false;
  Json root_;
  std::vector<Frame> stack_;
};

std::string at_line_column(std::string_view text, std::size_t offset) {
  const LineColumn place = line_column(text, offset);
  return "line " + std::to_string(place.line) + ", column " + std::to_string(place.column);
}

}  // namespace

bool Json::is_number() const {
  return std::holds_alternative<double>(value_) || std::holds_alternative<std::int64_t>(value_) ||
         std::holds_alternative<std::uint64_t>(value_);
}

double Json::number() const {
  if (const auto* value = std::get_if<double>(&value_)) return *value;
  if (const auto* value = std::get_if<std::int64_t>(&value_)) return static_cast<double>(*value);
  if (const auto* value = std::get_if<std::uint64_t>(&value_)) return static_cast<double>(*value);
  return 0;
}

const Json* Json::find(std::string_view key) const {
  const Object* members = object();
  if (members == nullptr) return nullptr;
  for (const auto& [name, value] : *members) {
    if (name == key) return &value;
  }
  return nullptr;
}

bool Json::truthy() const {
  if (const bool* value = boolean()) return *value;
  if (const std::string* value = string()) return !value->empty();
  if (is_number()) return number() != 0 && !std::isnan(number());
  return !is_null();
}

std::string_view Json::type_name() const {
  if (is_null()) return "null";
  if (boolean() != nullptr) return "boolean";
  if (string() != nullptr) return "string";
  if (array() != nullptr) return "array";
  return object() != nullptr ? "object" : "number";
}

Result<Json> parse_json(std::string_view text, std::string_view where, JsonSyntax syntax) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.substr(0, 3) == kByteOrderMark) text.remove_prefix(3);
  if (text.substr(0, 3) == kByteOrderMark) {  // the library would drop a second one, JavaScript not
    return fail(ErrorKind::format, std::string(where),
                "invalid JSON at line 1, column 1: invalid literal");
  }
  if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos) {
    // The library would take it for the end of the text.
    return fail(ErrorKind::format, std::string(where),
                "invalid JSON at " + at_line_column(text, nul) + ": NUL byte");
  }
  Builder builder(syntax.max_depth);
  if (nlohmann::json::sax_parse(text.begin(), text.end(), &builder,
                                nlohmann::json::input_format_t::json, true, syntax.comments)) {
    return builder.take();
  }
  if (builder.too_deep()) {
    return fail(limit_error(std::string(where), "JSON is nested too deeply",
                            {"json-depth", syntax.max_depth}));
  }
  const std::size_t offset = builder.error_offset == 0 ? 0 : builder.error_offset - 1;
  return fail(ErrorKind::format, std::string(where),
              "invalid JSON at " + at_line_column(text, offset) + ": " + builder.message);
}

std::string to_text(const Json& json, int indent) {
  JsonWriter writer(indent);
  writer.value(json);
  return writer.take();
}

}  // namespace packwarden
