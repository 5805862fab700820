#include "base/json_writer.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <utility>
#include <variant>

namespace packwarden {
namespace {

/// Of the bytes that stand for themselves in a string.
constexpr std::array<bool, 256> kPlain = [] {
  std::array<bool, 256> out{};
  for (unsigned char byte = 0x20; byte < 0x80; ++byte) {
    out.at(byte) = byte != '"' && byte != '\\';
  }
  return out;
}();

bool is_plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return kPlain[static_cast<unsigned char>(c)]; });
}

}  // namespace

void JsonWriter::key(std::string_view name) {
  begin_value();
  write_string(name);
  put(indent_ < 0 ? ":" : ": ");
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

void JsonWriter::number(std::uint64_t value) {
  begin_value();
  write_integer(value);
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
    put(*is_true ? "true" : "false");
  } else if (json.is_number()) {
    write_number(json);
  } else {
    put("null");
  }
}

void JsonWriter::open(char bracket) {
  begin_value();
  put(bracket);
  ++depth_;
  is_first_ = true;
}

void JsonWriter::close(char bracket) {
  --depth_;
  if (!is_first_) break_line();
  put(bracket);
  is_first_ = false;
}

void JsonWriter::begin_value() {
  if (is_behind_key_) {
    is_behind_key_ = false;
    return;
  }
  if (!is_first_) put(',');
  is_first_ = false;
  break_line();
}

void JsonWriter::break_line() {
  if (indent_ < 0) return;
  const std::size_t blanks = depth_ * static_cast<std::size_t>(indent_);
  char* const line = room(1 + blanks);
  *line = '\n';
  std::fill_n(line + 1, blanks, ' ');
}

template <class Integer>
void JsonWriter::write_integer(Integer number) {
  std::array<char, 24> digits;
  const char* end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  put({digits.data(), static_cast<std::size_t>(end - digits.data())});
}

void JsonWriter::write_number(const Json& number) {
  if (const auto* integer = std::get_if<std::int64_t>(&number.value_)) {
    write_integer(*integer);
  } else if (const auto* natural = std::get_if<std::uint64_t>(&number.value_)) {
    write_integer(*natural);
  } else {
    write_number(number.number());
  }
}

/// Whole ones without a decimal point, as JavaScript has them.
void JsonWriter::write_number(double number) {
  constexpr double kExact = 9007199254740992.0;  // 2^53
  if (number == std::floor(number) && std::abs(number) <= kExact) {
    write_integer(static_cast<std::int64_t>(number));
  } else {
    put(nlohmann::json(number).dump());
  }
}

void JsonWriter::write_string(std::string_view text) {
  if (is_plain(text)) {
    char* const out = room(text.size() + 2);
    out[0] = out[text.size() + 1] = '"';
    text.copy(out + 1, text.size());
  } else {
    put(nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
  }
}

void JsonWriter::grow(std::size_t size) { out_.resize(std::max(2 * out_.size(), end_ + size)); }

std::string JsonWriter::take() {
  out_.resize(std::exchange(end_, 0));
  return std::exchange(out_, {});
}

}  // namespace packwarden
