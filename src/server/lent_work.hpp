// The engine's work, done by the server's threads (src/engine/engine.hpp, lend): which of them, and when.
//
//     services.lend([&] { lent.soon(); });
//     {
//         LentWork::Reading reading;                   // this thread carries out what one read brought
//         while (next message) { reading.next(is_batch); session.receive(message); }
//     }                                                // and then does the work itself, if a command was among it
//
// On an idle server the thread that read a command also decides, writes and answers it: no other wakes up for it. But
// whatever comes after the command in the same read may take long, and everybody's commands would wait for it; so work
// that is wanted when there is more to carry out goes to whichever thread is free.
//
// soon(): any thread. Reading: on the stack of one thread, one at a time, never across a suspension.
#pragma once

#include "src/server/asio.hpp"

#include "src/rpc/services.hpp"

#include <utility>

namespace taizhang {

class LentWork {
  public:
    LentWork(asio::io_context& io, rpc::Services& services) : io_(io), services_(services) {}

    /// One of the threads calls Services::work() soon.
    void soon();

    class Reading {
      public:
        Reading() : outer_(std::exchange(current_, this)) {}
        /// Nothing follows: this thread does the work next.
        ~Reading();
        Reading(const Reading&) = delete;
        Reading& operator=(const Reading&) = delete;

        /// One more message is carried out now; one that `holds_many` calls may want the work before its own end.
        void next(bool holds_many);

      private:
        friend class LentWork;
        static thread_local Reading* current_;

        Reading* const outer_;
        LentWork* wanted_ = nullptr;
        bool holds_many_ = false;
    };

  private:
    void by_whoever_is_free();
    void by_this_thread();

    asio::io_context& io_;
    rpc::Services& services_;
};

}  // namespace taizhang
