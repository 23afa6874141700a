// Letters as files in a folder, for whoever takes them from there: ID.json of each, as a feed for a system of the
// office that may know its customers better than we do, and ID.eml where a mail can be sent. A file is there whole or
// not at all, and the same letter is the same file. Of who has said that he does not want to be written to there is
// none.
#include "storage/codec/json.h"
#include "storage/model/private_file.h"
#include "sync/message/channel.h"

namespace dockhand {
namespace {

namespace fs = std::filesystem;

class FileChannel final : public Channel {
 public:
  FileChannel(fs::path folder, MailSender from) : folder_(std::move(folder)), from_(std::move(from)) {}

  Handover hand_over(const Letter& letter, const LetterText& text) override {
    if (letter.contact && !letter.contact->consent) {
      return {Handed::withheld, "the customer does not want to be written to"};
    }
    if (can_be_mailed(letter) && !from_.address.empty()) {
      const Status mailed = write_private_file(folder_ / (letter.id + ".eml"), mail_of(letter, text, from_));
      if (!mailed) return {Handed::not_yet, mailed.error().sentence()};
    }
    // This file is written last, so that a program that finds it finds the mail as well.
    const Status written = write_private_file(folder_ / (letter.id + ".json"), letter_json(letter, text) + "\n");
    return written ? Handover{} : Handover{Handed::not_yet, written.error().sentence()};
  }
  void cancel() override {}

 private:
  const fs::path folder_;
  const MailSender from_;
};

}  // namespace

Result<std::unique_ptr<Channel>> make_file_channel(JsonObject& json, const ChannelContext& context) {
  const std::string name = json.free_text("folder");
  const fs::path folder = context.folder / name;
  std::error_code problem;
  if (name.empty()) return Error{ErrorKind::bad_input, "folder", "is needed: letters are laid there"};
  if (!fs::is_directory(folder, problem)) {
    return Error{ErrorKind::bad_input, "folder", "'" + folder.string() + "' is no folder"};
  }
  return std::unique_ptr<Channel>(std::make_unique<FileChannel>(folder, context.from));
}

}  // namespace dockhand
