// What a terminal and its hub say to each other, as JSON over HTTP.
//
// Decides: the form of each message, its limits, and that a text that breaks one of them is refused with the member's
// name. Leaves to others: carrying it (sync/http_connector.cpp, sync/hub/hub.h), what it does to the books
// (storage/ledger/ledger.h).
//
// Every message is one JSON object with "protocol":1. Its members are checked strictly: none may be unknown, missing or
// twice there. A message of another protocol is refused as such, before its members are looked at.
//
//   POST /v1/push    {"protocol":1,"writer":W,"events":[{"seq":7,"id":ID,"body":TEXT,"hash":HEX},...]}
//     answers        {"protocol":1,"applied":7,"questioned":[ID,...],"refusal":{"kind":K,"place":P,"message":M}}
//                    The events are contiguous and of one writer. "hash" may be left out where it is that of the event
//                    before and of this body: it is half of what a packed event takes. "refusal" of kind "conflict":
//                    the chain does not go on with them, the database is a copy; of kind "unknown": the hub lacks what
//                    came before them and asks for everything after "applied".
//   POST /v1/pull    {"protocol":1,"writer":W,"generation":G,"cursor":C,"life":L,"now":TIME,
//                     "rows":[{"table":NAME,"key":[CELL,...]},...]}
//     answers        {"protocol":1,"generation":G,"since":C,"cursor":C,"life":L,"more":false,"applied":7,
//                     "applied_hash":HEX,
//                     "tables":[{"table":NAME,"rows":[[CELL,...],...]},...]}
//                    "since" is the asker's cursor, or 0 when the generation is another one: an answer to another
//                    question is told by that. The hash is of the event "applied", "" when none is in: a database with
//                    another event of that number is a copy. "knows_all":true is there when the asker comes with a
//                    former generation and has seen nothing that the hub has lost since. G and L are "" before the
//                    first pull; TIME is what the asker's clock says. A cell is null, a whole number or a text; a row
//                    has the columns of storage/schema/tables.h in their order. "rows", which may be left out, are
//                    those that the terminal has written itself and the hub has not sent since: they come whether they
//                    changed or not, or a row of "removed" in their place.
//   POST /v1/wait    as /v1/pull; answers {"protocol":1,"changed":true} as soon as there is something that the position
//                    has not, and false after a while
//   POST /v1/enrol   {"protocol":1,"code":SECRET,"key":PUBLIC-KEY,"signature":HEX}
//     answers        {"protocol":1,"hub":HUB,"key":HUB'S-KEY,"terminal":ID,"name":NAME}
//                    SECRET is of the hub's code, see sync/access/enrolment_code.h; the signature, by the key, is over
//                    "dockhand enrol\n" and SECRET.
//   GET  /v1/status  as sync/status_message.h says
//
// Anything that is not answered so carries an HTTP status of 400 or more and
//                    {"protocol":1,"error":{"kind":K,"place":P,"message":M}}
//   400 malformed, 401 not allowed, 404 no such address, 413 too large, 429 too many wrong guesses, 503 the hub cannot
//   write now.
// A terminal that has enrolled signs each request, see sync/access/signing.h. With a token configured, every other
// request carries "Authorization: Bearer TOKEN".
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "storage/codec/codec.h"
#include "storage/ledger/ledger.h"

namespace dockhand {

inline constexpr int protocol_version = 1;
// No message is larger. This is one event of the largest size, and room around it for what JSON adds.
inline constexpr std::size_t max_message = max_stored_text + (8 << 20);
// An answer to a pull has no more rows.
inline constexpr std::size_t max_pull_rows = 5000;

struct EnrolRequest {
  std::string secret, key, signature;
};
struct EnrolReply {
  std::string hub, key, terminal, name;
};

std::string to_json(const EnrolRequest& request);
std::string to_json(const EnrolReply& reply);
// Which events say their hash: each, or the first one and the last one alone, as those between follow from them.
enum class Hashes { all, ends };
std::string to_json(const Push& push, Hashes hashes = Hashes::all);
std::string to_json(const PushReply& reply);
std::string to_json(const PullRequest& request);
std::string to_json(const Changes& changes);
std::string wait_reply_json(bool changed);
std::string error_answer(const Error& error);

// The texts are untrusted. An Error is bad_input, or newer_version for another protocol.
Result<EnrolRequest> parse_enrol_request(std::string_view json);
Result<EnrolReply> parse_enrol_reply(std::string_view json);
Result<Push> parse_push(std::string_view json);
Result<PushReply> parse_push_reply(std::string_view json);
Result<PullRequest> parse_pull_request(std::string_view json);
Result<Changes> parse_changes(std::string_view json);
Result<bool> parse_wait_reply(std::string_view json);
struct ErrorAnswer {
  Error error;
};
Result<ErrorAnswer> parse_error(std::string_view json);

}  // namespace dockhand
