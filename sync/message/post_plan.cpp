#include <fstream>
#include <iterator>

#include "storage/codec/json.h"
#include "sync/connector.h"
#include "sync/message/postman.h"

namespace dockhand {
namespace {

constexpr std::size_t largest_plan = 64 << 10;
constexpr std::int64_t longest_wait = std::int64_t{7} * 24 * 60;  // minutes

Result<std::unique_ptr<Channel>> channel_of(JsonObject& json, const std::string& by, const ChannelContext& context) {
  std::string known;
#define CHANNEL(name, about)                                    \
  if (by == #name) return make_##name##_channel(json, context); \
  known += std::string(known.empty() ? "" : ", ") + #name;
#include "sync/message/channels.def"
#undef CHANNEL
  return Error{ErrorKind::bad_input, "by", "'" + printable(by, 20) + "' is not one of " + known};
}

Error placed(const std::string& path, const Error& error) {
  return {error.kind, error.place.starts_with(path) ? error.place : path + "." + error.place, error.message};
}

Status add_channel(PostPlan& plan, const Json& value, const std::string& path, const ChannelContext& context) {
  JsonObject json(value, path);
  const std::string by = json.free_text("by", 20);
  auto channel = channel_of(json, by, context);
  if (!channel) return placed(path, channel.error());
  if (auto closed = json.close(); !closed) return closed;
  if (!plan.channels.emplace(by, std::move(*channel)).second) {
    return Error{ErrorKind::bad_input, path, "there is one channel of this name already"};
  }
  return Done{};
}

Status check_sender(const MailSender& from) {
  if (!from.address.empty()) {
    if (auto good = check_contact({"from", from.name, from.address}); !good) {
      return Error{ErrorKind::bad_input, "from", good.error().message};
    }
  }
  const bool one_word = from.unsubscribe.find_first_of(" <>\r\n") == std::string::npos;
  return one_word ? Status(Done{}) : Error{ErrorKind::bad_input, "unsubscribe", "is one address, without blanks"};
}

// Both are said, or neither.
Result<AnswerLinks> links_of(std::string address, const std::string& secret_file, const std::filesystem::path& folder) {
  if (address.empty() && secret_file.empty()) return AnswerLinks{};
  if (address.empty() || secret_file.empty()) {
    return Error{ErrorKind::bad_input, "answer_address", "needs answer_secret_file, and the other way round"};
  }
  if (!address.starts_with("http://") && !address.starts_with("https://")) {
    return Error{ErrorKind::bad_input, "answer_address", "begins with https:// or http://"};
  }
  while (address.ends_with('/')) address.pop_back();
  auto secret = read_token((folder / secret_file).string());
  if (!secret) return Error{secret.error().kind, "answer_secret_file", secret.error().sentence()};
  return AnswerLinks{std::move(address), *std::move(secret)};
}

Result<Json> plan_text(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  if (!in.is_open()) return Error{ErrorKind::io, file.string(), "cannot be read"};
  auto parsed = parse_json(text, {largest_plan});
  if (!parsed) return Error{ErrorKind::bad_input, file.string(), parsed.error().sentence()};
  return parsed;
}

}  // namespace

Result<std::optional<PostPlan>> read_post_plan(const std::filesystem::path& file, const Clock& clock) {
  if (file.empty()) return std::optional<PostPlan>();
  const auto parsed = plan_text(file);
  if (!parsed) return parsed.error();
  JsonObject json(*parsed, file.string());
  const MailSender from{json.free_text("from"), json.free_text("from_name"), json.free_text("unsubscribe")};
  const std::string signature = json.free_text("signature"), language = json.free_text("language", 8);
  const std::string texts_folder = json.free_text("texts");
  const std::int64_t wait = json.integer_or("wait_minutes", 10, 0, longest_wait);
  const std::string answers = json.free_text("answer_address"), secret_file = json.free_text("answer_secret_file");
  const Json& channels = json.array("channels");
  if (auto closed = json.close(); !closed) return closed.error();
  if (auto good = check_sender(from); !good) return placed(file.string(), good.error());
  auto texts = LetterTexts::load(texts_folder.empty() ? std::filesystem::path() : file.parent_path() / texts_folder,
                                 signature.empty() ? from.name : signature, language.empty() ? "en" : language);
  if (!texts) return texts.error();
  auto links = links_of(answers, secret_file, file.parent_path());
  if (!links) return placed(file.string(), links.error());
  PostPlan plan{*std::move(texts), *std::move(links), std::chrono::minutes(wait)};
  for (std::size_t i = 0; i < channels.size(); ++i) {
    const std::string path = file.string() + ".channels[" + std::to_string(i) + "]";
    if (auto added = add_channel(plan, channels[i], path, {file.parent_path(), from, clock}); !added) {
      return added.error();
    }
  }
  if (plan.channels.empty()) return Error{ErrorKind::bad_input, file.string() + ".channels", "is empty"};
  return std::optional(std::move(plan));
}

}  // namespace dockhand
