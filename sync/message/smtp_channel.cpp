// Letters as mails to a server, by libcurl. A server that takes one and whose answer is lost gets it again: under the
// same Message-ID.
#include <curl/curl.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <fstream>

#include "storage/codec/json.h"
#include "sync/message/channel.h"

namespace dockhand {
namespace {

constexpr long connect_within_s = 10, mail_within_s = 60;

struct SmtpServer {
  std::string address;  // "smtp://mail.example.com:587" or "smtps://..."
  bool tls = true;      // without TLS the connection is refused
  std::string user{}, password{};
};

struct FreeCurl {
  void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
};
struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

struct Upload {
  const std::string& text;
  std::size_t at = 0;
};

std::size_t read_upload(char* to, std::size_t size, std::size_t count, void* given) {
  auto& upload = *static_cast<Upload*>(given);
  const std::size_t some = std::min(size * count, upload.text.size() - upload.at);
  std::memcpy(to, upload.text.data() + upload.at, some);
  upload.at += some;
  return some;
}

int stop_when(void* given, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<std::atomic<bool>*>(given)->load() ? 1 : 0;
}

class SmtpChannel final : public Channel {
 public:
  SmtpChannel(SmtpServer server, MailSender from) : server_(std::move(server)), from_(std::move(from)) {}

  Handover hand_over(const Letter& letter, const LetterText& text) override {
    if (!can_be_mailed(letter)) return {Handed::withheld, "the customer has no address, or has not agreed to mail"};
    const std::unique_ptr<CURL, FreeCurl> curl(curl_easy_init());
    if (!curl) return {Handed::not_yet, "libcurl cannot begin"};
    const std::string mail = mail_of(letter, text, from_);
    const std::string to = "<" + letter.contact->email + ">";
    const std::unique_ptr<curl_slist, FreeList> recipients(curl_slist_append(nullptr, to.c_str()));
    Upload upload{mail};
    prepare(curl.get(), recipients.get(), upload);
    return what_came_of(curl.get(), curl_easy_perform(curl.get()));
  }
  void cancel() override { cancelled_ = true; }

 private:
  void prepare(CURL* curl, curl_slist* recipients, Upload& upload) {
    const std::string sender = "<" + from_.address + ">";
    curl_easy_setopt(curl, CURLOPT_URL, server_.address.c_str());
    curl_easy_setopt(curl, CURLOPT_MAIL_FROM, sender.c_str());  // the library copies it, as it copies every text
    curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients);
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, read_upload);
    curl_easy_setopt(curl, CURLOPT_READDATA, &upload);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, connect_within_s);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, mail_within_s);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, stop_when);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &cancelled_);
    if (server_.tls) curl_easy_setopt(curl, CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_ALL));
    if (server_.user.empty()) return;
    curl_easy_setopt(curl, CURLOPT_USERNAME, server_.user.c_str());
    curl_easy_setopt(curl, CURLOPT_PASSWORD, server_.password.c_str());
  }

  static Handover what_came_of(CURL* curl, CURLcode code) {
    if (code == CURLE_OK) return {};
    long answer = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer);
    std::string problem = curl_easy_strerror(code);
    if (answer > 0) problem += ", the server says " + std::to_string(answer);
    // This is 5xx for the address or for the mail itself. What is wrong with the account, or with TLS, a person has to
    // mend.
    const bool of_the_mail = code == CURLE_SEND_ERROR || code == CURLE_RECV_ERROR || code == CURLE_WEIRD_SERVER_REPLY;
    const bool refused = of_the_mail && answer >= 500 && answer < 600 && answer != 530 && answer != 535;
    return {refused ? Handed::refused : Handed::not_yet, problem};
  }

  const SmtpServer server_;
  const MailSender from_;
  std::atomic<bool> cancelled_{false};
};

Result<std::string> first_line_of(const std::filesystem::path& file) {
  std::ifstream in(file);
  std::string line;
  if (!std::getline(in, line)) return Error{ErrorKind::io, file.string(), "cannot be read, or is empty"};
  return line;
}

bool begin_curl() {
  static const bool begun = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  return begun;
}

}  // namespace

Result<std::unique_ptr<Channel>> make_smtp_channel(JsonObject& json, const ChannelContext& context) {
  SmtpServer server;
  server.address = json.free_text("address");
  server.tls = json.flag_or("tls", true);
  server.user = json.free_text("user");
  const std::string password_file = json.free_text("password_file");
  if (!server.address.starts_with("smtp://") && !server.address.starts_with("smtps://")) {
    return Error{ErrorKind::bad_input, "address", "begins with smtp:// or smtps://"};
  }
  if (context.from.address.empty()) return Error{ErrorKind::bad_input, "from", "is needed for mail"};
  if (!server.user.empty()) {
    auto password = first_line_of(context.folder / password_file);
    if (!password) return Error{password.error().kind, "password_file", password.error().sentence()};
    server.password = *std::move(password);
  }
  if (!begin_curl()) return Error{ErrorKind::io, "smtp", "libcurl cannot begin"};
  return std::unique_ptr<Channel>(std::make_unique<SmtpChannel>(std::move(server), context.from));
}

}  // namespace dockhand
