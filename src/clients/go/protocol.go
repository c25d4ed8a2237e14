package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"sync"
	"time"
)

const (
	parseError     = -32700
	methodNotFound = -32601
	invalidParams  = -32602
	internalError  = -32603
)

// How long calls may go on after stdin has ended: long enough for what a pipe was fed, short enough
// that no process outlives a harness that died.
const drainTime = 5 * time.Second

type request struct {
	ID     *int64           `json:"id"`
	Method string           `json:"method"`
	Params *json.RawMessage `json:"params"`
}

type rpcError struct {
	Code    int    `json:"code"`
	Message string `json:"message"`
}

type response struct {
	Version string    `json:"jsonrpc"`
	ID      *int64    `json:"id"`
	Result  any       `json:"result,omitempty"`
	Error   *rpcError `json:"error,omitempty"`
}

// usageFault says that the harness asked for something it should not have asked for.
type usageFault struct{ message string }

func (f usageFault) Error() string { return f.message }

func faultf(format string, values ...any) error {
	return usageFault{fmt.Sprintf(format, values...)}
}

// answers is the one writer of the real stdout.
type answers struct {
	mutex  sync.Mutex
	stream io.Writer
}

func (a *answers) send(id *int64, result any, failure *rpcError) {
	var line bytes.Buffer
	encoder := json.NewEncoder(&line)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(response{"2.0", id, result, failure}); err != nil {
		line.Reset()
		_ = encoder.Encode(response{"2.0", id, nil, &rpcError{internalError, err.Error()}})
	}
	a.mutex.Lock()
	defer a.mutex.Unlock()
	// A harness that no longer reads ends stdin, too.
	_, _ = a.stream.Write(line.Bytes())
}

// serve answers every line; it returns after `shutdown` or at the end of the input.
func serve(input io.Reader, output io.Writer, session *session) {
	out := &answers{stream: output}
	lines := bufio.NewReaderSize(input, 1<<16)
	var running sync.WaitGroup
	for {
		line, err := lines.ReadBytes('\n')
		if len(bytes.TrimSpace(line)) > 0 && !handle(line, session, out, &running) {
			return
		}
		if err != nil {
			break
		}
	}
	drained := make(chan struct{})
	go func() { running.Wait(); close(drained) }()
	select {
	case <-drained:
	case <-time.After(drainTime):
	}
}

// handle gives calls a goroutine each, so that none waits for another; the rest keeps its order.
func handle(line []byte, session *session, out *answers, running *sync.WaitGroup) bool {
	var req request
	if json.Unmarshal(line, &req) != nil || req.ID == nil || req.Params == nil || req.Method == "" {
		// The line is not quoted: it may hold a secret.
		out.send(nil, nil, &rpcError{parseError, "The line is not a JSON-RPC request with id, method and params."})
		return true
	}
	switch req.Method {
	case "initialize":
		answer(req, out, session.initialize)
	case "createClient":
		answer(req, out, session.createClient)
	case "closeClient":
		answer(req, out, session.closeClient)
	case "call":
		running.Go(func() { answer(req, out, session.call) })
	case "shutdown":
		out.send(req.ID, struct{}{}, nil)
		return false
	default:
		out.send(req.ID, nil, &rpcError{methodNotFound, fmt.Sprintf("Unknown method %q.", req.Method)})
	}
	return true
}

func answer(req request, out *answers, method func(json.RawMessage) (any, error)) {
	defer func() {
		if cause := recover(); cause != nil {
			// Only type and place: the text of an unforeseen error may hold a secret.
			fmt.Fprintf(os.Stderr, "%T\n%s", cause, debug.Stack())
			out.send(req.ID, nil, &rpcError{internalError, fmt.Sprintf("The driver failed with %T.", cause)})
		}
	}()
	result, err := method(*req.Params)
	if err == nil {
		out.send(req.ID, result, nil)
		return
	}
	code := internalError
	if _, ok := errors.AsType[usageFault](err); ok {
		code = invalidParams
	}
	out.send(req.ID, nil, &rpcError{code, err.Error()})
}
