#pragma once

#include "decode/decoder.h"
#include "decode/marked_text.h"

// The functions behind the table of decoder.cc, one file each (or one for two that are alike).
namespace packwarden {

void decode_archives(const MarkedText& text, const DecodedSink& sink);
void decode_array_joins(const MarkedText& text, const DecodedSink& sink);
void decode_base64_runs(const MarkedText& text, const DecodedSink& sink);
void decode_char_codes(const MarkedText& text, const DecodedSink& sink);
void decode_concatenations(const MarkedText& text, const DecodedSink& sink);
void decode_escapes(const MarkedText& text, const DecodedSink& sink);
void decode_hex_runs(const MarkedText& text, const DecodedSink& sink);
void decode_html_entities(const MarkedText& text, const DecodedSink& sink);
void decode_percent(const MarkedText& text, const DecodedSink& sink);
void decode_utf16(const MarkedText& text, const DecodedSink& sink);
void decode_wide_strings(const MarkedText& text, const DecodedSink& sink);

}  // namespace packwarden
