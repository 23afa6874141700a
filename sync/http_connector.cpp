// The connector to dockhand-hub: the messages of sync/protocol.h over HTTP.
#include <algorithm>

#include "sync/access/revoked.h"
#include "sync/connector.h"
#include "sync/http/http_client.h"
#include "sync/http/packing.h"
#include "sync/people_messages.h"
#include "sync/protocol.h"
#include "sync/status_message.h"

namespace dockhand {
namespace {

bool is_about_a_hash(const std::string& answer) {
  const auto told = parse_error(answer);
  return told && told->error.place.ends_with(".hash");
}

bool is_visible(const std::string& name) {
  return std::all_of(name.begin(), name.end(), [](char one) { return one > ' ' && one < '\x7f'; });
}

class HttpConnector final : public Connector {
 public:
  HttpConnector(HubAddress address, Upstream upstream)
      : address_(std::move(address)),
        hub_(std::move(upstream.address)),
        token_(std::move(upstream.token)),
        identity_(std::move(upstream.identity)),
        same_(upstream.same),
        client_(address_.server, patience()) {}

  // One at which the terminal has enrolled is known by what is signed. Of another one, also of an older one that does
  // not say, who shows a token has to ask.
  Result<Met> meet() override {
    if (identity_) return Met{identity_->hub, same_};
    asked_to_wait_ = {};
    met_.clear();
    auto got = client_.get(address_.at("/v1/status"), token_header());
    if (!got) return Error{got.error().kind, hub_, got.error().message};
    asked_to_wait_ = got->retry_after;
    if (got->status != 200) return error_of(*got);
    const auto name = parse_status(got->body);
    if (!name) return unreachable("what answers there is no hub");
    if (is_visible(*name)) met_ = *name;
    return Met{*name, same_};
  }

  Result<PushReply> push(const Push& push) override {
    auto reply = ask("/v1/push", to_json(push, hashes_), parse_push_reply);
    if (!misses_hash_) return reply;
    hashes_ = Hashes::all;
    return ask("/v1/push", to_json(push, hashes_), parse_push_reply);
  }

  Result<Changes> pull(const PullRequest& asked) override { return ask("/v1/pull", to_json(asked), parse_changes); }

  Result<bool> wait(const PullRequest& asked) override { return ask("/v1/wait", to_json(asked), parse_wait_reply); }

  Result<std::string> people(const std::string& sealed) override {
    return ask("/v1/people", sealed_json(sealed), parse_sealed);
  }

  std::chrono::seconds asked_to_wait() const override { return asked_to_wait_; }
  void cancel() override { client_.cancel(); }

 private:
  static constexpr int packed_is_not_taken = 415;

  static HttpPatience patience() {
    HttpPatience patience;
    patience.body = max_message;
    return patience;
  }

  HttpHeaders token_header() const {
    return token_.empty() ? HttpHeaders{} : HttpHeaders{{"Authorization", "Bearer " + token_}};
  }

  Error unreachable(const std::string& what) const { return Error{ErrorKind::network, hub_, what}; }

  // Says what a status other than 200 means to the person who reads it.
  Error error_of(const HttpAnswer& answer) const {
    if (answer.status == 401 && !identity_)
      return Error{ErrorKind::refused, hub_, "the hub does not accept this terminal's token"};
    if (const auto told = parse_error(answer.body)) {
      const bool revoked = told->error.kind == ErrorKind::refused && told->error.place == revoked_place;
      if (revoked) return Error{ErrorKind::refused, revoked_place, "is revoked at the hub " + hub_ + ": enrol it anew"};
      return Error{answer.status >= 500 ? ErrorKind::network : told->error.kind, hub_,
                   "the hub says: " + printable(told->error.sentence(), 300)};
    }
    return unreachable("what answers there is no hub (HTTP status " + std::to_string(answer.status) + ")");
  }

  // What is signed is the same at every site. A hub that packs its answers unpacks questions. The proof is over what is
  // sent.
  Result<HttpAnswer> post(const char* path, std::string body, bool pack) {
    HttpHeaders headers{{"Accept-Encoding", std::string(packing)}};
    if (pack) {
      body = packed(body);
      headers.emplace_back("Content-Encoding", packing);
    }
    if (identity_) {
      headers.emplace_back("Authorization", prove(identity_->key, {identity_->hub, "POST", path}, body));
    } else {
      for (auto& header : token_header()) headers.push_back(std::move(header));
      if (!met_.empty()) headers.emplace_back(hub_header, met_);
    }
    auto got = client_.post(address_.at(path), std::move(body), headers);
    if (!got) return Error{got.error().kind, hub_, got.error().message};
    hub_packs_ = got->encoding == packing;
    if (!hub_packs_) return got;
    auto text = unpacked(got->body, max_message);
    if (!text) return unreachable("what answers there is no hub, or a broken one (" + text.error().message + ")");
    got->body = *std::move(text);
    return got;
  }

  template <class Answer>
  Result<Answer> ask(const char* path, std::string body, Result<Answer> (*parse)(std::string_view)) {
    asked_to_wait_ = {};
    misses_hash_ = false;
    auto got = post(path, body, hub_packs_);
    const bool older_hub = got && got->status == packed_is_not_taken;
    if (older_hub) got = post(path, std::move(body), false);
    if (!got) return got.error();
    asked_to_wait_ = got->retry_after;
    misses_hash_ = got->status == 400 && is_about_a_hash(got->body);
    if (got->status != 200) return error_of(*got);
    auto answer = parse(got->body);
    if (answer) return answer;
    const Error& wrong = answer.error();
    if (wrong.kind == ErrorKind::newer_version) return Error{wrong.kind, hub_, wrong.message};
    return unreachable("what answers there is no hub, or a broken one (" + printable(wrong.sentence(), 200) + ")");
  }

  const HubAddress address_;
  const std::string hub_;
  const std::string token_;
  const std::optional<TerminalIdentity> identity_;
  const Ledger::SameSite same_;
  std::string met_;  // what the hub calls itself, of one that is known by nothing else
  std::chrono::seconds asked_to_wait_{0};
  bool hub_packs_ = false;    // its last answer was packed
  bool misses_hash_ = false;  // it is an older one, which reads no event without its hash
  Hashes hashes_ = Hashes::ends;
  HttpClient client_;
};

}  // namespace

Result<std::unique_ptr<Connector>> make_http_connector(const Upstream& upstream) {
  auto address = parse_hub_address(upstream.address);
  if (!address) return address.error();
  address->server.pin = upstream.pin;
  Upstream known = upstream;
  if (known.address.ends_with('/')) known.address.pop_back();
  return std::unique_ptr<Connector>(std::make_unique<HttpConnector>(*std::move(address), std::move(known)));
}

}  // namespace dockhand
