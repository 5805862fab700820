#pragma once

#include <string_view>

#include "decode/decoder.h"

// The functions behind the table of decoder.cc, one file each (or one for two that are alike).
namespace packwarden {

void decode_archives(std::string_view text, const DecodedSink& sink);
void decode_array_joins(std::string_view text, const DecodedSink& sink);
void decode_base64_runs(std::string_view text, const DecodedSink& sink);
void decode_char_codes(std::string_view text, const DecodedSink& sink);
void decode_concatenations(std::string_view text, const DecodedSink& sink);
void decode_escapes(std::string_view text, const DecodedSink& sink);
void decode_hex_runs(std::string_view text, const DecodedSink& sink);
void decode_html_entities(std::string_view text, const DecodedSink& sink);
void decode_percent(std::string_view text, const DecodedSink& sink);
void decode_utf16(std::string_view text, const DecodedSink& sink);
void decode_wide_strings(std::string_view text, const DecodedSink& sink);

}  // namespace packwarden
