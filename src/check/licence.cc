#include "check/licence.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "check/licence_names.h"

namespace packwarden {
namespace {

constexpr std::size_t kMostBytes = 4096;
constexpr int kMostLevels = 32;

struct FamilyRow {
  std::string_view start;  // of the name
  LicenceFamily family;
};

/// Those that are not permissive, by how they begin. Of several the first counts.
constexpr std::array kFamilies = {
    FamilyRow{"AGPL-", LicenceFamily::copyleft},
    FamilyRow{"Aladdin", LicenceFamily::restricted},
    FamilyRow{"APSL-", LicenceFamily::weak},
    FamilyRow{"BUSL-", LicenceFamily::restricted},
    FamilyRow{"CC-BY-NC", LicenceFamily::restricted},
    FamilyRow{"CC-BY-ND", LicenceFamily::restricted},
    FamilyRow{"CC-BY-SA", LicenceFamily::weak},
    FamilyRow{"CDDL-", LicenceFamily::weak},
    FamilyRow{"CECILL-B", LicenceFamily::permissive},
    FamilyRow{"CECILL-C", LicenceFamily::weak},
    FamilyRow{"CECILL-", LicenceFamily::copyleft},
    FamilyRow{"CPAL-", LicenceFamily::copyleft},
    FamilyRow{"CPL-", LicenceFamily::weak},
    FamilyRow{"Elastic-", LicenceFamily::restricted},
    FamilyRow{"EPL-", LicenceFamily::weak},
    FamilyRow{"EUPL-", LicenceFamily::copyleft},
    FamilyRow{"FSL-", LicenceFamily::restricted},
    FamilyRow{"GFDL-", LicenceFamily::copyleft},
    FamilyRow{"GPL-2.0-with-classpath", LicenceFamily::weak},
    FamilyRow{"GPL-", LicenceFamily::copyleft},
    FamilyRow{"Hippocratic", LicenceFamily::restricted},
    FamilyRow{"LGPL", LicenceFamily::weak},
    FamilyRow{"MPL-", LicenceFamily::weak},
    FamilyRow{"MS-RL", LicenceFamily::weak},
    FamilyRow{"OSL-", LicenceFamily::copyleft},
    FamilyRow{"Parity-", LicenceFamily::copyleft},
    FamilyRow{"PolyForm-", LicenceFamily::restricted},
    FamilyRow{"Sleepycat", LicenceFamily::copyleft},
    FamilyRow{"SSPL-", LicenceFamily::restricted},
};

LicenceFamily family_of(std::string_view licence) {
  for (const FamilyRow& row : kFamilies) {
    if (licence.starts_with(row.start)) return row.family;
  }
  return LicenceFamily::permissive;
}

bool is_word_byte(char c) {
  return is_ascii_letter(c) || is_ascii_digit(c) || c == '-' || c == '.' || c == ':' || c == '+';
}

class LicenceParser {
 public:
  explicit LicenceParser(std::string_view text) : rest_(text) { advance(); }

  std::optional<LicenceExpression> parse() {
    const auto family = either(0);
    if (!family || !word_.empty()) return std::nullopt;
    out_.family = *family;
    return std::move(out_);
  }

 private:
  using Family = std::optional<LicenceFamily>;

  /// The next word, or bracket; "" at the end, and of what is neither.
  void advance() {
    rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t\r\n"), rest_.size()));
    std::size_t length = 0;
    while (length < rest_.size() && is_word_byte(rest_[length])) ++length;
    if (length == 0 && !rest_.empty()) length = 1;
    word_ = rest_.substr(0, length);
    rest_.remove_prefix(length);
  }

  bool take(std::string_view word) {
    if (word_ != word) return false;
    advance();
    return true;
  }

  Family either(int level) {
    Family out = both(level);
    while (out && take("OR")) {
      const Family next = both(level);
      out = next ? Family(std::min(*out, *next)) : std::nullopt;
    }
    return out;
  }

  Family both(int level) {
    Family out = one(level);
    while (out && take("AND")) {
      const Family next = one(level);
      out = next ? Family(std::max(*out, *next)) : std::nullopt;
    }
    return out;
  }

  Family one(int level) {
    if (level > kMostLevels) return std::nullopt;
    if (!take("(")) return simple();
    const Family inner = either(level + 1);
    return inner && take(")") ? inner : std::nullopt;
  }

  Family simple() {
    if (word_.starts_with("LicenseRef-") || word_.starts_with("DocumentRef-")) {
      return reference();
    }
    std::string_view name = word_;
    std::string_view listed = licence_named(name);
    if (listed.empty() && name.ends_with('+')) {
      name.remove_suffix(1);
      listed = licence_named(name);
    }
    if (listed.empty()) return std::nullopt;
    if (listed != name) out_.is_spelled_as_listed = false;
    out_.licences.emplace_back(listed);
    advance();
    return take("WITH") ? with_exception(listed) : Family(family_of(listed));
  }

  Family reference() {
    const std::size_t at = word_.find("LicenseRef-");
    const bool is_whole =
        at != std::string_view::npos && word_.size() > at + std::string_view("LicenseRef-").size();
    if (!is_whole) return std::nullopt;
    out_.licences.emplace_back(word_);
    advance();
    return LicenceFamily::restricted;  // nobody knows
  }

  /// An exception lets more be done: what is linked with it need not be passed on.
  Family with_exception(std::string_view licence) {
    const std::string_view exception = exception_named(word_);
    if (exception.empty()) return std::nullopt;
    if (exception != word_) out_.is_spelled_as_listed = false;
    advance();
    return std::min(family_of(licence), LicenceFamily::weak);
  }

  std::string_view rest_;
  std::string_view word_;
  LicenceExpression out_;
};

/// The name in one of the old forms: a text, or an object with `type`.
std::string old_form(const Json& value) {
  if (value.string() != nullptr) return *value.string();
  for (const std::string_view key : {"type", "name"}) {
    const Json* text = value.find(key);
    if (text != nullptr && text->string() != nullptr) return *text->string();
  }
  return {};
}

std::string joined_old_forms(const Json::Array& values) {
  std::string out;
  for (const Json& value : values) {
    const std::string text = old_form(value);
    if (text.empty() || out.size() > kMostBytes) continue;
    out += (out.empty() ? "" : " OR ") + text;
  }
  return out;
}

bool has_closed_wording(std::string_view text) {
  const std::string folded = ascii_lower(text);
  return folded == "unlicensed" || folded.starts_with("see license") ||
         folded.starts_with("see licence") || folded.find("proprietary") != std::string::npos ||
         folded.find("commercial") != std::string::npos;
}

/// Words of a text in lower case with single blanks between them, letters and digits alone.
std::string plain_words(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (is_ascii_letter(c) || is_ascii_digit(c) || c == '.') {
      out.push_back(is_ascii_upper(c) ? static_cast<char>(c - 'A' + 'a') : c);
    } else if (!out.empty() && out.back() != ' ') {
      out.push_back(' ');
    }
  }
  return out;
}

/// A licence and what its text says, and no other's. Texts are as `plain_words` makes them.
struct TextRow {
  std::string_view licence;
  std::string_view says;
  std::string_view and_says;  // "": nothing more
  std::string_view not_says;
};

/// Of several the first counts.
constexpr std::array kTexts = {
    TextRow{"AGPL-3.0", "gnu affero general public license", "version 3", ""},
    TextRow{"LGPL-3.0", "gnu lesser general public license", "version 3 29 june 2007", ""},
    TextRow{"LGPL-2.1", "gnu lesser general public license", "version 2.1 february 1999", ""},
    TextRow{"GPL-3.0", "gnu general public license", "version 3 29 june 2007", ""},
    TextRow{"GPL-2.0", "gnu general public license", "version 2 june 1991", ""},
    TextRow{"Apache-2.0", "apache license", "version 2.0 january 2004", ""},
    TextRow{"MPL-2.0", "mozilla public license version 2.0", "1.1. contributor", ""},
    TextRow{"EPL-2.0", "eclipse public license v 2.0", "", ""},
    TextRow{"EPL-1.0", "eclipse public license v 1.0", "", ""},
    TextRow{"Artistic-2.0", "the artistic license 2.0", "", ""},
    TextRow{"BSL-1.0", "boost software license version 1.0", "", ""},
    TextRow{"CC0-1.0", "cc0 1.0 universal", "statement of purpose", ""},
    TextRow{"Unlicense", "this is free and unencumbered software released into the public domain",
            "", ""},
    TextRow{"BSD-4-Clause", "redistribution and use in source and binary forms",
            "all advertising materials mentioning features", ""},
    TextRow{"BSD-3-Clause", "redistribution and use in source and binary forms",
            "to endorse or promote products derived from this software", ""},
    TextRow{"BSD-2-Clause", "redistribution and use in source and binary forms",
            "redistributions in binary form must reproduce", "endorse or promote"},
    TextRow{"ISC", "permission to use copy modify and or distribute this software for any purpose",
            "provided that the above copyright notice", ""},
    TextRow{"ISC", "permission to use copy modify and distribute this software for any purpose",
            "provided that the above copyright notice", ""},
    TextRow{"0BSD", "permission to use copy modify and or distribute this software for any purpose",
            "", "provided that the above copyright notice"},
    TextRow{"MIT-0", "permission is hereby granted free of charge to any person obtaining a copy",
            "the software is provided as is", "shall be included in all"},
    TextRow{"MIT", "permission is hereby granted free of charge to any person obtaining a copy",
            "shall be included in all", ""},
    TextRow{"WTFPL", "do what the fuck you want to public license", "", ""},
};

bool is_in(const std::string& words, const TextRow& row) {
  const auto says = [&](std::string_view what) { return words.find(what) != std::string::npos; };
  return says(row.says) && says(row.and_says) && (row.not_says.empty() || !says(row.not_says));
}

/// The text that licences of one family share.
std::string_view shared_text(std::string_view licence) {
  if (is_one_of(licence, std::array{"MIT-0", "MIT", "X11", "MIT-CMU", "Expat"})) return "MIT";
  if (is_one_of(licence, std::array{"ISC", "0BSD"})) return "ISC";
  for (const std::string_view end : {"-only", "-or-later", "+"}) {
    if (licence.ends_with(end)) return licence.substr(0, licence.size() - end.size());
  }
  return licence;
}

}  // namespace

std::optional<LicenceExpression> parse_licence(std::string_view text) {
  return text.size() > kMostBytes ? std::nullopt : LicenceParser(text).parse();
}

std::string licence_text(const Json& manifest) {
  const Json* licence = manifest.find("license");
  if (licence == nullptr || !licence->truthy()) licence = manifest.find("licence");
  if (licence == nullptr || !licence->truthy()) licence = manifest.find("licenses");
  if (licence == nullptr) return {};
  return licence->array() != nullptr ? joined_old_forms(*licence->array()) : old_form(*licence);
}

bool is_published_for_few(const Json& manifest) {
  const Json* publishing = manifest.find("publishConfig");
  const Json* access = publishing == nullptr ? nullptr : publishing->find("access");
  return access != nullptr && access->string() != nullptr && *access->string() == "restricted";
}

LicenceClass licence_class(const Json& manifest) {
  const std::string text = licence_text(manifest);
  if (has_closed_wording(text) || is_published_for_few(manifest)) return LicenceClass::closed;
  const auto expression = parse_licence(text);
  const bool is_open = expression && expression->family != LicenceFamily::restricted;
  return is_open ? LicenceClass::open : LicenceClass::unknown;
}

std::string_view licence_of_text(std::string_view text) {
  const std::string words = plain_words(text);
  const auto* const found = std::find_if(kTexts.begin(), kTexts.end(),
                                         [&](const TextRow& row) { return is_in(words, row); });
  return found == kTexts.end() ? std::string_view() : found->licence;
}

bool may_be_text_of(std::string_view text, std::string_view licence) {
  const std::string words = plain_words(text);
  bool is_known = false;
  for (const TextRow& row : kTexts) {
    if (shared_text(row.licence) != shared_text(licence)) continue;
    is_known = true;
    if (is_in(words, row)) return true;
  }
  return !is_known;
}

}  // namespace packwarden
