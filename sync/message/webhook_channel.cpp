// Letters to another program: POST PATH with Dockhand-Message: ID, Dockhand-Time, and Dockhand-Signature as webhooks
// have it (sync/webhooks.h). Who has taken an id once need not take it again. Of who has said that he does not want to
// be written to nothing is told.
#include "storage/codec/json.h"
#include "sync/connector.h"
#include "sync/http/http_client.h"
#include "sync/message/channel.h"
#include "sync/webhooks.h"

namespace dockhand {
namespace {

// What says that it can be taken later.
bool may_be_taken_later(int status) {
  return status < 400 || status >= 500 || status == 401 || status == 403 || status == 404 || status == 408 ||
         status == 409 || status == 425 || status == 429;
}

class WebhookChannel final : public Channel {
 public:
  WebhookChannel(HttpAddress address, std::string path, std::string secret, const Clock& clock)
      : path_(std::move(path)),
        secret_(std::move(secret)),
        clock_(clock),
        client_(std::move(address), {}, "the program that takes letters") {}

  Handover hand_over(const Letter& letter, const LetterText& text) override {
    if (letter.contact && !letter.contact->consent) {
      return {Handed::withheld, "the customer does not want to be written to"};
    }
    std::string body = letter_json(letter, text);
    const std::string time = clock_.now().text();
    const HttpHeaders headers{{"Dockhand-Message", letter.id},
                              {"Dockhand-Time", time},
                              {"Dockhand-Signature", signature_of(secret_, time, body)}};
    const auto answer = client_.post(path_, std::move(body), headers);
    if (!answer) return {Handed::not_yet, answer.error().sentence()};
    if (answer->status >= 200 && answer->status < 300) return {};
    const std::string problem =
        "the program that takes letters answers with HTTP status " + std::to_string(answer->status);
    return {may_be_taken_later(answer->status) ? Handed::not_yet : Handed::refused, problem};
  }
  void cancel() override { client_.cancel(); }

 private:
  const std::string path_, secret_;
  const Clock& clock_;
  HttpClient client_;
};

}  // namespace

Result<std::unique_ptr<Channel>> make_webhook_channel(JsonObject& json, const ChannelContext& context) {
  auto address = json.text<HttpAddress>("address", parse_http_address);
  const std::string path = json.free_text("path");
  const std::string secret_file = json.free_text("secret_file");
  if (!address) return json.failure();
  if (!path.starts_with('/')) return Error{ErrorKind::bad_input, "path", "is no path; one begins with '/'"};
  auto secret = read_token((context.folder / secret_file).string());
  if (!secret) return Error{secret.error().kind, "secret_file", secret.error().sentence()};
  return std::unique_ptr<Channel>(
      std::make_unique<WebhookChannel>(*std::move(address), path, *std::move(secret), context.clock));
}

}  // namespace dockhand
