// One way by which letters go out, by list (sync/message/channels.def).
//
// Decides: what a try can end as. A channel may be given the same letter again: it gives it on under the same id, so
// that twice is once in effect. Leaves to others: when it is tried again (sync/message/postman.h).
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "storage/model/commands/letter.h"
#include "storage/model/time.h"
#include "sync/message/mail.h"

namespace dockhand {

class JsonObject;

enum class Handed {
  over,      // it is where it goes
  not_yet,   // nothing is known, or it was busy: again later
  refused,   // the other side does not take it, and will not
  withheld,  // the customer cannot be written to this way, or does not want to be
};
struct Handover {
  Handed how = Handed::over;
  std::string problem{};  // empty when it is over
};

class Channel {
 public:
  virtual ~Channel() = default;
  // Only one thread at a time may call it. It ends within a bounded time.
  virtual Handover hand_over(const Letter& letter, const LetterText& text) = 0;
  // May be called on any thread. What is under way ends soon, and every later one at once, as not_yet.
  virtual void cancel() = 0;
};

// The things that any channel may need.
struct ChannelContext {
  std::filesystem::path folder;  // the folder of the file that names the channel: paths in it begin here
  MailSender from;
  const Clock& clock;
};

// Reads the channel's own members of its JSON object. The caller closes the object.
#define CHANNEL(name, about) \
  Result<std::unique_ptr<Channel>> make_##name##_channel(JsonObject& json, const ChannelContext& context);
#include "sync/message/channels.def"
#undef CHANNEL

// Says whether the customer has an address, and has agreed to be written to.
inline bool can_be_mailed(const Letter& letter) {
  return letter.contact && letter.contact->consent && !letter.contact->email.empty();
}

// {"message":ID,"customer":"C1","language":"de","subject":...,"text":...,"about":[{"kind":"moved","line":"SO-1/1",
//  "item":"BRG","units":3,"day":"2026-12-04","was":"2026-12-01"}]}: one line, the same however often it is made. All
//  fields: sync/message/FEEDS.md.
std::string letter_json(const Letter& letter, const LetterText& text);

}  // namespace dockhand
