// Sets a secret, reads it back, deletes it and waits until it is deleted.
//
//	go mod download && keyvault-contract run -- go run .
package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net/http"
	"os"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/to"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
	"github.com/Azure/azure-sdk-for-go/sdk/security/keyvault/azsecrets"
)

func main() {
	if err := run(context.Background()); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context) error {
	credential, err := azidentity.NewDefaultAzureCredential(nil)
	if err != nil {
		return err
	}
	client, err := azsecrets.NewClient(os.Getenv("AZURE_KEYVAULT_URL"), credential, nil)
	if err != nil {
		return err
	}
	parameters := azsecrets.SetSecretParameters{Value: to.Ptr("a value"), ContentType: to.Ptr("text/plain")}
	if _, err := client.SetSecret(ctx, "quickstart", parameters, nil); err != nil {
		return err
	}
	secret, err := client.GetSecret(ctx, "quickstart", "", nil)
	if err != nil {
		return err
	}
	fmt.Printf("%s is %d characters long\n", secret.ID.Name(), len(*secret.Value))
	deleted, err := client.DeleteSecret(ctx, "quickstart", nil)
	if err != nil {
		return err
	}
	if err := waitForDeletion(ctx, client, deleted.ID.Name()); err != nil {
		return err
	}
	fmt.Printf("%s is deleted\n", deleted.ID.Name())
	return nil
}

// waitForDeletion polls: the client has no poller, and DeleteSecret returns when the deletion has begun.
func waitForDeletion(ctx context.Context, client *azsecrets.Client, name string) error {
	for {
		_, err := client.GetDeletedSecret(ctx, name, nil)
		answer, isAnswer := errors.AsType[*azcore.ResponseError](err)
		if !isAnswer || answer.StatusCode != http.StatusNotFound {
			return err
		}
		time.Sleep(time.Second)
	}
}
