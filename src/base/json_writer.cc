#include "base/json_writer.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <variant>

namespace packwarden {
namespace {

bool is_plain(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x20 && byte < 0x80 && c != '"' && c != '\\';
}

}  // namespace

void JsonWriter::key(std::string_view name) {
  begin_value();
  write_string(name);
  out_ += indent_ < 0 ? ":" : ": ";
  is_behind_key_ = true;
}

void JsonWriter::member(std::string_view name, const Json& json) {
  key(name);
  value(json);
}

void JsonWriter::text(std::string_view value) {
  begin_value();
  write_string(value);
}

void JsonWriter::value(const Json& json) {
  if (const Json::Array* elements = json.array()) {
    open_array();
    for (const Json& element : *elements) value(element);
    return close_array();
  }
  if (const Json::Object* members = json.object()) {
    open_object();
    for (const auto& [name, element] : *members) member(name, element);
    return close_object();
  }
  begin_value();
  if (const std::string* text = json.string()) {
    write_string(*text);
  } else if (const bool* is_true = json.boolean()) {
    out_ += *is_true ? "true" : "false";
  } else if (json.is_number()) {
    write_number(json);
  } else {
    out_ += "null";
  }
}

void JsonWriter::open(char bracket) {
  begin_value();
  out_ += bracket;
  ++depth_;
  is_first_ = true;
}

void JsonWriter::close(char bracket) {
  --depth_;
  if (!is_first_) break_line();
  out_ += bracket;
  is_first_ = false;
}

void JsonWriter::begin_value() {
  if (is_behind_key_) {
    is_behind_key_ = false;
    return;
  }
  if (!is_first_) out_ += ',';
  is_first_ = false;
  break_line();
}

void JsonWriter::break_line() {
  if (indent_ < 0) return;
  out_ += '\n';
  out_.append(depth_ * static_cast<std::size_t>(indent_), ' ');
}

void JsonWriter::write_number(const Json& number) {
  if (const auto* integer = std::get_if<std::int64_t>(&number.value_)) {
    out_ += std::to_string(*integer);
  } else if (const auto* natural = std::get_if<std::uint64_t>(&number.value_)) {
    out_ += std::to_string(*natural);
  } else {
    write_number(number.number());
  }
}

/// Whole ones without a decimal point, as JavaScript has them.
void JsonWriter::write_number(double number) {
  constexpr double kExact = 9007199254740992.0;  // 2^53
  if (number == std::floor(number) && std::abs(number) <= kExact) {
    out_ += std::to_string(static_cast<std::int64_t>(number));
  } else {
    out_ += nlohmann::json(number).dump();
  }
}

void JsonWriter::write_string(std::string_view text) {
  if (std::all_of(text.begin(), text.end(), is_plain)) {
    out_ += '"';
    out_ += text;
    out_ += '"';
  } else {
    out_ += nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  }
}

}  // namespace packwarden
