#include "sync/site/answers.h"

#include "sync/protocol.h"

namespace dockhand {
namespace {

constexpr std::chrono::seconds come_back_in{1};  // told to who finds the hub too busy

int status_of(const Error& error) {
  switch (error.kind) {
    case ErrorKind::bad_input:
    case ErrorKind::newer_version: return 400;
    case ErrorKind::busy:
    case ErrorKind::network:  // the store is not reached
    case ErrorKind::io:
    case ErrorKind::disk_full:
    case ErrorKind::read_only:
    case ErrorKind::corrupt: return 503;
    default: return 500;
  }
}

}  // namespace

HttpAnswer json_answer(int status, const OrderedJson& members) {
  OrderedJson json{{"protocol", protocol_version}};
  json.update(members);
  return {status, print_json(json)};
}

HttpAnswer answer_error(const Error& error, int status) {
  HttpAnswer answer{status, error_answer(error)};
  if (status == 503) answer.retry_after = come_back_in;
  return answer;
}

HttpAnswer answer_error(const Error& error) { return answer_error(error, status_of(error)); }

bool only_reads(const HttpHead& head) {
  return head.method == "GET" || head.method == "HEAD" || head.path == "/v1/pull" || head.path == "/v1/wait";
}

HttpAnswer not_the_owner() {
  return answer_error({ErrorKind::busy, "", "another hub owns the site: this one only answers lists and pulls"}, 503);
}

Error error_of_status(int status) {
  switch (status) {
    case 413: return {ErrorKind::bad_input, "", "the message is too large"};
    case 431: return {ErrorKind::bad_input, "", "the request's header is too large"};
    case 500: return {ErrorKind::io, "", "the hub ran out of memory or has a bug"};
    case 503: return {ErrorKind::busy, "", "the hub has too much to do; try again"};
    default: return {ErrorKind::bad_input, "", "the request cannot be understood"};
  }
}

}  // namespace dockhand
