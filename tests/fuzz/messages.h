// What is fuzzed of what comes over a network: any bytes as a push, as one of its events, and as an answer to a pull.
//
// A crash, a sanitizer's word or an assertion is a finding. So is a message that is read and, written again, says
// something else, or a refusal without words.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "storage/codec/codec.h"
#include "storage/model/codes.h"
#include "sync/protocol.h"

namespace dockhand::test {

inline void require_of_message(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "%s\n", what);
  std::abort();
}

inline void require_words(const Error& error) {
  require_of_message(!error.sentence().empty() && is_valid_utf8(error.sentence()), "a refusal is no sentence");
}

inline void fuzz_event(std::string_view text) {
  const auto body = decode_body(text);
  if (!body) return require_words(body.error());
  const auto again = decode_body(encode_body(body->command, body->word));
  require_of_message(again.ok(), "an event that was read cannot be read as it is written");
  require_of_message(again->command == body->command, "an event that was read says something else as it is written");
}

// Bytes that are no push may be an event's body.
inline void fuzz_push(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  fuzz_event(text);
  const auto push = parse_push(text);
  if (!push) return require_words(push.error());
  require_of_message(push->events.size() <= Push::max_events, "a push has too many events");
  for (const Event& event : push->events) fuzz_event(event.body);
  for (const Hashes hashes : {Hashes::all, Hashes::ends}) {
    const auto again = parse_push(to_json(*push, hashes));
    require_of_message(again && again->events == push->events, "a push says something else as it is written");
  }
}

inline void fuzz_changes(const std::uint8_t* data, std::size_t size) {
  const auto changes = parse_changes(std::string_view(reinterpret_cast<const char*>(data), size));
  if (!changes) return require_words(changes.error());
  const auto again = parse_changes(to_json(*changes));
  require_of_message(again && to_json(*again) == to_json(*changes), "an answer says something else as it is written");
}

}  // namespace dockhand::test
