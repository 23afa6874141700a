// The connector to dockhand-hub: the messages of sync/protocol.h over HTTP.
#include "sync/connector.h"
#include "sync/http/http_client.h"
#include "sync/protocol.h"

namespace dockhand {
namespace {

class HttpConnector final : public Connector {
 public:
  HttpConnector(HttpAddress address, Upstream upstream)
      : hub_(std::move(upstream.address)),
        token_(std::move(upstream.token)),
        identity_(std::move(upstream.identity)),
        client_(std::move(address), patience()) {}

  Result<PushReply> push(const Push& push) override { return ask("/v1/push", to_json(push), parse_push_reply); }

  Result<Changes> pull(const PullRequest& asked) override { return ask("/v1/pull", to_json(asked), parse_changes); }

  Result<bool> wait(const PullRequest& asked) override { return ask("/v1/wait", to_json(asked), parse_wait_reply); }

  std::chrono::seconds asked_to_wait() const override { return asked_to_wait_; }
  void cancel() override { client_.cancel(); }

 private:
  static HttpPatience patience() {
    HttpPatience patience;
    patience.body = max_message;
    return patience;
  }

  Error unreachable(const std::string& what) const { return Error{ErrorKind::network, hub_, what}; }

  // What a status other than 200 means to the person who reads it.
  Error error_of(const HttpAnswer& answer) const {
    if (answer.status == 401 && !identity_)
      return Error{ErrorKind::refused, hub_, "the hub does not accept this terminal's token"};
    if (const auto told = parse_error(answer.body)) {
      return Error{answer.status >= 500 ? ErrorKind::network : told->error.kind, hub_,
                   "the hub says: " + printable(told->error.sentence(), 300)};
    }
    return unreachable("what answers there is no hub (HTTP status " + std::to_string(answer.status) + ")");
  }

  template <class Answer>
  Result<Answer> ask(const char* path, std::string body, Result<Answer> (*parse)(std::string_view)) {
    asked_to_wait_ = {};
    HttpHeaders headers;
    if (identity_) {
      headers.emplace_back("Authorization", prove(identity_->key, {identity_->hub, "POST", path}, body));
    } else if (!token_.empty()) {
      headers.emplace_back("Authorization", "Bearer " + token_);
    }
    auto got = client_.post(path, std::move(body), headers);
    if (!got) return Error{got.error().kind, hub_, got.error().message};
    asked_to_wait_ = got->retry_after;
    if (got->status != 200) return error_of(*got);
    auto answer = parse(got->body);
    if (answer) return answer;
    const Error& wrong = answer.error();
    if (wrong.kind == ErrorKind::newer_version) return Error{wrong.kind, hub_, wrong.message};
    return unreachable("what answers there is no hub, or a broken one (" + printable(wrong.sentence(), 200) + ")");
  }

  const std::string hub_;
  const std::string token_;
  const std::optional<TerminalIdentity> identity_;
  std::chrono::seconds asked_to_wait_{0};
  HttpClient client_;
};

}  // namespace

Result<std::unique_ptr<Connector>> make_http_connector(const Upstream& upstream) {
  auto address = parse_http_address(upstream.address);
  if (!address) return address.error();
  address->pin = upstream.pin;
  Upstream known = upstream;
  if (known.address.ends_with('/')) known.address.pop_back();
  return std::unique_ptr<Connector>(std::make_unique<HttpConnector>(*std::move(address), std::move(known)));
}

}  // namespace dockhand
